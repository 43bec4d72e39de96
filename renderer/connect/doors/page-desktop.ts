/** The desktop contract where there is only a page: files come by upload and go by download, never by a path. */
import { Failure } from '#main/protocol/failure.ts';
import { pageAutosaves } from './page-autosaves.ts';
import { pageAwake } from './page-awake.ts';
import type { Service } from '#main/protocol/contract.ts';
import type { FileKind, desktop } from '#main/protocol/desktop.ts';

const endings: Readonly<Record<FileKind, string>> = {
  midi: '.mid,.midi,.kar,.rmi',
  project: '.melodrift',
  model: '.safetensors',
  bank: '.sf2,.sf3,.dls',
  audio: '.wav',
  any: '',
};

function upload(page: Document, kind: FileKind, folder: boolean): Promise<readonly File[] | null> {
  return new Promise((resolve) => {
    const input = page.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = folder;
    input.accept = endings[kind];
    input.hidden = true;
    input.dataset['testid'] = 'upload';
    // Safari and tests need the element to be in the page.
    page.body.append(input);
    input.addEventListener('change', () => {
      input.remove();
      resolve([...(input.files ?? [])]);
    });
    input.addEventListener('cancel', () => {
      input.remove();
      resolve(null);
    });
    input.click();
  });
}

function download(page: Document, name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: 'application/octet-stream' }));
  const link = page.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken its own hold of the bytes by the next minute.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The service, for `page`. */
export function pageDesktop(page: Document): Service<typeof desktop> {
  const chosen = new Map<string, File>();
  const dark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;
  return {
    about: () => ({
      door: 'browser',
      version: '',
      platform: navigator.userAgent,
      runtime: {},
      look: { dark: dark(), locale: navigator.language },
    }),
    // A page has no log, no dumps and no folders of its own.
    diagnostics: () => ({ log: '', crashes: [], places: [] }),
    note: () => ({}),
    showPlace: () => ({}),
    copyText: async ({ text }) => {
      await navigator.clipboard.writeText(text);
      return {};
    },
    open: async ({ kind, folder }) => {
      const uploaded = await upload(page, kind, folder);
      if (uploaded === null) return null;
      const files = uploaded.map((file) => {
        const handle = crypto.randomUUID();
        chosen.set(handle, file);
        return { name: file.name, handle };
      });
      const [first] = uploaded;
      return { name: first?.webkitRelativePath.split('/')[0] ?? '', files, refused: [] };
    },
    read: async ({ handle }) => {
      const file = chosen.get(handle);
      chosen.delete(handle);
      if (file === undefined) throw new Failure('desktop_gone');
      try {
        return { bytes: new Uint8Array(await file.arrayBuffer()) };
      } catch {
        throw new Failure('desktop_unreadable', file.name);
      }
    },
    // A download takes no other file's place.
    backup: () => null,
    save: ({ name, bytes }) => {
      download(page, name, bytes);
      return { name, handle: name };
    },
    handOut: ({ name, bytes }) => {
      const file = new File([bytes.slice()], name, { type: 'audio/midi' });
      const address = URL.createObjectURL(file);
      // Where a drag lasts longer than this, it ends nowhere.
      setTimeout(() => URL.revokeObjectURL(address), 600_000);
      return { handle: name, address };
    },
    drag: () => ({}),
    // Browsers let no page put a file there.
    copyFile: () => ({ copied: false }),
    reveal: () => ({ shown: false }),
    // A file that was uploaded has no place from which it could come again.
    recentProjects: () => ({ projects: [] }),
    rememberProject: () => ({}),
    resuming: () => ({ project: null, fresh: false }),
    startAgain: () => ({}),
    forgetProject: () => ({}),
    ...pageAutosaves(),
    keepAwake: pageAwake(page),
    setTheme: () => ({}),
    setTitle: ({ title, edited }) => {
      page.title = edited ? `• ${title}` : title;
      return {};
    },
    setMenu: () => ({}),
    answerClosing: () => ({}),
    leave: () => ({}),
  };
}
