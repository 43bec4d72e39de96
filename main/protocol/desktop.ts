/** The contract of the desktop around the window: dialogs and files as names with bytes, looks, menu, leaving. */
import { z } from 'zod';
import { bytes } from './bytes.ts';
import { call, contract } from './contract.ts';

const nothing = z.object({});

/** A file as the window knows it, never by a path: its bytes come later, by `read`, so that a thousand need no memory. */
const file = z.object({ name: z.string(), handle: z.string() });

export const fileKind = z.enum(['midi', 'project', 'model', 'bank', 'audio', 'any']);
export type FileKind = z.infer<typeof fileKind>;

/** Files that a person chose, and those that cannot be read, each with its code. */
export const chosen = z.object({
  /** What was chosen, by the name of its first: a folder may hold nothing. */
  name: z.string(),
  files: z.array(file).readonly(),
  refused: z.array(z.object({ name: z.string(), code: z.string() })).readonly(),
});
export type Chosen = z.infer<typeof chosen>;

/** A project that was opened or saved before. */
export const recentProject = z.object({
  handle: z.string(),
  name: z.string(),
  /** Where it lies, to be read by a person only: her own folder is `~`. */
  folder: z.string(),
  /** When it was opened or saved last, milliseconds since 1970. */
  at: z.number(),
  /** Whether its file is there now. */
  there: z.boolean(),
});
export type RecentProject = z.infer<typeof recentProject>;

/** Parts of unsaved work: the project, and a run of learning that is not over; without a project no run is kept. */
const unsavedPart = z.enum(['project', 'run']);
export type UnsavedPart = z.infer<typeof unsavedPart>;

/** A crash dump; it stays on this machine. */
export const crash = z.object({ name: z.string(), at: z.number(), bytes: z.number() });
export type Crash = z.infer<typeof crash>;

/** Folders of the app's own that a person may look into. */
export const placeKind = z.enum(['autosaves', 'log', 'crashes', 'handed_out']);
export const diagnosticPlace = z.object({ what: placeKind, folder: z.string() });
export type DiagnosticPlace = z.infer<typeof diagnosticPlace>;

export const look = z.object({ dark: z.boolean(), locale: z.string() });

const menuItem = z.object({
  /** Command id; absent for a line between items. */
  id: z.string().optional(),
  title: z.string(),
  /** As Electron writes accelerators, `CmdOrCtrl+Z`; shown, and handled by the window itself. */
  keys: z.string().optional(),
  enabled: z.boolean().default(true),
  checked: z.boolean().optional(),
  /** Title of the menu within the menu that it belongs to; those of one title follow each other. */
  under: z.string().optional(),
});

/** Menus of the frame, each with its items. */
export const nativeMenus = z.array(z.object({ title: z.string(), items: z.array(menuItem) }));
export type NativeMenus = z.input<typeof nativeMenus>;

export const desktop = contract(
  'desktop',
  {
    about: call(
      nothing,
      z.object({
        door: z.enum(['electron', 'browser']),
        version: z.string(),
        platform: z.string(),
        /** Versions of what it runs on, by name. */
        runtime: z.record(z.string(), z.string()),
        look,
      }),
    ),
    /** What happened, what crashed and where the app's own files are; the log is its last part, lines of text. */
    diagnostics: call(
      nothing,
      z.object({
        log: z.string(),
        crashes: z.array(crash).readonly(),
        places: z.array(diagnosticPlace).readonly(),
      }),
    ),
    /** Puts a failure's code into the log; what it says to a person does not go there. */
    note: call(z.object({ code: z.string().regex(/^[\w-]{1,60}$/u) }), nothing),
    /** Opens one of the app's own folders in the system's file manager. */
    showPlace: call(z.object({ what: placeKind }), nothing),
    copyText: call(z.object({ text: z.string() }), nothing),
    /** Asks a person for files, or for a folder and all that lies in it; null where she changed her mind. */
    open: call(z.object({ kind: fileKind, folder: z.boolean().default(false) }), chosen.nullable()),
    /** The bytes of a chosen file, once: its handle is forgotten, unless it is to be kept for saving there again. Fails with the code that says why it cannot be read. */
    read: call(
      z.object({ handle: z.string(), keep: z.boolean().default(false) }),
      z.object({ bytes }),
    ),
    /** The version of a project before its last good save, and when it was written (milliseconds since 1970); null where there is none. */
    backup: call(z.object({ handle: z.string() }), z.object({ bytes, at: z.number() }).nullable()),
    /**
     * Asks where, and writes the bytes so that the old file or the new one is there, never a mix. `handle` names the
     * place for `reveal` and for saving there again; null where a person changed her mind. Fails with
     * `desktop_changed` where somebody else wrote there since this window read or saved it, unless it may go `over` that.
     */
    save: call(
      z.object({
        kind: fileKind,
        name: z.string(),
        bytes,
        handle: z.string().optional(),
        over: z.boolean().default(false),
      }),
      z.object({ name: z.string(), handle: z.string() }).nullable(),
    ),
    /**
     * Writes a file that another program is to take, in a folder of the app's own where it stays for days, by a safe form
     * of its name. `address`: where the page can hand it over itself, in a browser; else null.
     */
    handOut: call(
      z.object({ name: z.string(), bytes }),
      z.object({ handle: z.string(), address: z.string().nullable() }),
    ),
    /** The system's drag of a file that was handed out begins; the button is still pressed. */
    drag: call(z.object({ handle: z.string() }), nothing),
    /** Puts a file that was handed out into the system's clipboard; false where there is no such way. */
    copyFile: call(z.object({ handle: z.string() }), z.object({ copied: z.boolean() })),
    /** Shows a saved file in the system's file manager; false where there is none. */
    reveal: call(z.object({ handle: z.string() }), z.object({ shown: z.boolean() })),
    /** The projects opened or saved last, the latest first. Their handles can be read and saved like those that were chosen. */
    recentProjects: call(nothing, z.object({ projects: z.array(recentProject).readonly() })),
    /** The project of this handle was opened or saved: it is the first of the recent ones; null: what is open lies in no file. */
    rememberProject: call(z.object({ handle: z.string().nullable() }), nothing),
    /**
     * What a page that was loaded anew goes on with: the project that was open in the one before, or null. `fresh`: a
     * person wants neither that nor what was left unsaved now, since the window died of something again and again.
     */
    resuming: call(nothing, z.object({ project: file.nullable(), fresh: z.boolean() })),
    /** Loads the app again after it was stopped; with or without what was open. */
    startAgain: call(z.object({ fresh: z.boolean() }), nothing),
    /** Takes a project off the list; its file stays. */
    forgetProject: call(z.object({ handle: z.string() }), nothing),
    /** Keeps what a page has not saved, outside every file of a person's, in the place of what it kept before; null: that part is safe, and without a project so is its run. */
    keepUnsaved: call(
      z.object({ id: z.uuid(), part: unsavedPart.default('project'), bytes: bytes.nullable() }),
      nothing,
    ),
    /** What pages that live no more left unsaved, the latest first; `at` in milliseconds since 1970. */
    unsavedLeft: call(
      z.object({ own: z.uuid() }),
      z.object({ left: z.array(z.object({ id: z.uuid(), at: z.number() })).readonly() }),
    ),
    /** `file`: the one that the work was opened from or saved to, where it is still there. */
    readUnsaved: call(
      z.object({ id: z.uuid() }),
      z.object({ bytes, run: bytes.nullable(), file: file.nullable() }),
    ),
    /** Keeps the screen from going dark and the machine from sleeping, or lets them again; `held`: whether the system does so. */
    keepAwake: call(z.object({ on: z.boolean() }), z.object({ held: z.boolean() })),
    setTheme: call(z.object({ theme: z.enum(['system', 'light', 'dark']) }), nothing),
    setTitle: call(z.object({ title: z.string(), edited: z.boolean() }), nothing),
    /** The native menu, made from the same command list as the palette. */
    setMenu: call(z.object({ menus: nativeMenus }), nothing),
    /** Answers `closing`: a person is being asked, stays, or may go. Without an answer the app goes after 2 seconds. */
    answerClosing: call(z.object({ answer: z.enum(['asking', 'stay', 'go']) }), nothing),
    /** Answers `leaving`: what was unsaved is safe, the app may go. */
    leave: call(nothing, nothing),
  },
  {
    /** An item of the native menu was chosen. */
    command: z.object({ id: z.string() }),
    look,
    /** Files that the system hands over: double-click, a second launch, a drop on the icon. */
    opened: chosen,
    /** The list of recent projects is another. */
    recent: z.object({ projects: z.array(recentProject).readonly() }),
    /** A person closes the window or quits: she may have to be asked. `answerClosing` answers. */
    closing: z.object({}),
    /** The app is asked to quit; `leave` lets it. It goes anyway after 3 seconds. */
    leaving: z.object({}),
    /** The machine is about to sleep, or awake again. */
    sleeping: z.object({}),
    awake: z.object({}),
  },
);
