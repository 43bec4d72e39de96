// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** A disk that is full, read-only or gone, with the real file system: what a person loses is nothing, and she is told why. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Autosaves } from '#electron/autosaves.ts';
import { Documents } from '#electron/documents.ts';
import { HandOuts } from '#electron/handouts.ts';
import { Places } from '#electron/places.ts';
import { unpackAutosave } from '#main/project/autosave.ts';
import { unpack } from '#main/project/bundle.ts';
import { overwriteGetLocale } from '#resources/messages/compiled/runtime.js';
import { silentSession } from '../silent-session.ts';
import {
  smallDisk,
  TROUBLES,
  whyNoSmallDisk,
  type SmallDisk,
  type Trouble,
} from '../../electron/small-disk.ts';
import type { Service } from '#main/protocol/contract.ts';
import type { desktop } from '#main/protocol/desktop.ts';
import type { Session } from '#renderer/session/session.svelte.ts';

const why = whyNoSmallDisk();

/** A session whose desktop is the real code, with dialogs that are answered. */
interface Working {
  readonly session: Session;
  readonly disk: SmallDisk;
  readonly mine: string;
  readonly other: string;
  /** Where the next dialog says. */
  place: string;
  /** What waits for its time. */
  readonly waiting: (() => void)[];
}

let working: Working;
let away = '';

beforeEach(async () => {
  if (why !== null) return;
  away = mkdtempSync(path.join(os.tmpdir(), 'melodrift-'));
  const disk = smallDisk();
  const mine = path.join(disk.folder, 'mine');
  mkdirSync(mine);
  const waiting: (() => void)[] = [];
  const places = new Places();
  const documents = new Documents(places);
  const autosaves = new Autosaves(path.join(mine, 'autosaves'));
  const handOuts = new HandOuts(path.join(mine, 'handed-out'), () => 0);
  const service: Partial<Service<typeof desktop>> = {
    save: async ({ kind, name, bytes, handle, over }) => {
      const known = handle === undefined ? undefined : places.at(handle);
      const place = known ?? path.join(working.place, name);
      const way = { handle, backup: kind === 'project', over };
      return { name: path.basename(place), handle: await documents.save(place, bytes, way) };
    },
    keepUnsaved: async ({ id, part, bytes }) => {
      await autosaves.keep(id, bytes, part);
      return {};
    },
    handOut: async ({ name, bytes }) => ({
      handle: places.keep(await handOuts.put(name, bytes)),
      address: null,
    }),
  };
  const { session } = silentSession(
    () => 0,
    service,
    (run) => void waiting.push(run),
  );
  working = { session, disk, mine, other: away, place: mine, waiting };
  const bytes = new Uint8Array(readFileSync('resources/demo/songs/d_e1m3.mid'));
  await session.openDemo({ songs: [{ name: 'own.mid', bytes }], model: null });
  const [song] = session.songs.list;
  if (song === undefined) throw new Error('no song');
  session.sketches.keepSong(song);
});
afterEach(() => {
  overwriteGetLocale(() => 'en');
  if (why !== null) return;
  working.disk.remove();
  rmSync(away, { recursive: true, force: true });
});

/** All files of a folder with their bytes. */
function lying(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), readFileSync(file).toString('base64')];
    }),
  );
}

const project = (folder: string, name = 'Demo.melodrift'): unknown => {
  const read = unpack(new Uint8Array(readFileSync(path.join(folder, name))));
  return 'kind' in read ? read : read.history.project;
};
/** What a project is but for its name, which is that of its file. */
const work = (value: unknown): unknown => ({ ...(value as object), name: '' });

/** The question that waits, in both languages. */
async function asked({ en, zh }: Trouble, id = 'save-failed'): Promise<void> {
  const { questions } = working.session;
  await vi.waitUntil(() => questions.open !== null);
  expect(questions.open?.id).toBe(id);
  expect(questions.open?.why()).toContain(en);
  overwriteGetLocale(() => 'zh-Hans');
  expect(questions.open?.why()).toContain(zh);
  overwriteGetLocale(() => 'en');
}

describe.skipIf(why !== null)(
  `on a disk that is too small${why === null ? '' : ` (left out: ${why})`}`,
  () => {
    describe.each(TROUBLES)('that is $name', (trouble) => {
      test('the project is asked about, what lay there lies there, and elsewhere it is whole', async () => {
        const { session, disk, mine, other } = working;
        expect(await session.projectFile.save()).toBe(true);
        session.desk.setTempo(90);
        expect(await session.projectFile.save()).toBe(true);
        const before = lying(mine);
        expect(Object.keys(before).sort()).toEqual(['Demo.melodrift', 'Demo.melodrift~']);
        session.desk.setTempo(77);
        trouble.begins(disk);
        const saving = session.projectFile.save();
        await asked(trouble);
        if (trouble.ends !== null) expect(lying(mine)).toEqual(before);
        expect(session.workspace.edited).toBe(true);
        working.place = other;
        session.questions.open?.answer('elsewhere');
        expect(await saving).toBe(true);
        expect(work(project(other))).toEqual(work(session.workspace.project));
        expect(session.workspace.edited).toBe(false);
      });

      test('saved to it for the first time she stays where she is, and nothing half is there', async () => {
        const { session, disk, mine } = working;
        trouble.begins(disk);
        const saving = session.projectFile.saveElsewhere();
        await asked(trouble);
        session.questions.open?.answer('cancel');
        expect(await saving).toBe(false);
        expect(session.workspace.edited).toBe(true);
        if (trouble.ends !== null) expect(lying(mine)).toEqual({});
      });

      test('MIDI and audio files are written elsewhere instead, without being made again', async () => {
        const { session, disk, other } = working;
        const [sketch] = session.sketches.list;
        session.desk.open(sketch?.id ?? '');
        trouble.begins(disk);
        for (const [write, ending] of [
          [() => session.files.exportMidi(), '.mid'],
          [() => session.wav.run(), '.wav'],
        ] as const) {
          working.place = working.mine;
          const writing = write();
          await asked(trouble);
          working.place = other;
          session.questions.open?.answer('elsewhere');
          await writing;
          const written = readFileSync(path.join(other, `${sketch?.name ?? ''}${ending}`));
          expect(written.subarray(0, 4).toString()).toBe(ending === '.mid' ? 'MThd' : 'RIFF');
        }
        expect(session.toasts.current?.text()).toContain('.wav');
      });
    });

    describe.each(TROUBLES.filter(({ ends }) => ends !== null))('that was $name', (trouble) => {
      test('trying again saves where it lies, with the version before beside it', async () => {
        const { session, disk, mine } = working;
        await session.projectFile.save();
        const before = lying(mine)['Demo.melodrift'];
        session.desk.setTempo(77);
        trouble.begins(disk);
        const saving = session.projectFile.save();
        await asked(trouble);
        trouble.ends?.(disk);
        session.questions.open?.answer('again');
        expect(await saving).toBe(true);
        expect(work(project(mine))).toEqual(work(session.workspace.project));
        expect(lying(mine)['Demo.melodrift~']).toBe(before);
      });

      test('unsaved work is kept as it was, said once, and kept anew by itself when it can be', async () => {
        const { session, disk, mine, waiting } = working;
        session.desk.setTempo(90);
        expect(await session.autosave.now()).toBe(true);
        const before = lying(mine);
        expect(Object.keys(before)).toHaveLength(1);
        trouble.begins(disk);
        session.desk.setTempo(77);
        waiting.length = 0;
        expect(await session.autosave.now()).toBe(false);
        expect(session.toasts.current?.text()).toContain(trouble.en);
        overwriteGetLocale(() => 'zh-Hans');
        expect(session.toasts.current?.text()).toContain(trouble.zh);
        overwriteGetLocale(() => 'en');
        expect(lying(mine)).toEqual(before);
        trouble.ends?.(disk);
        // No further edit: time alone tries again.
        expect(waiting).toHaveLength(1);
        waiting.pop()?.();
        const said = () => session.toasts.current?.text();
        await vi.waitUntil(() => said() === 'Changes are kept for recovery again.');
        const [kept = ''] = readdirSync(path.join(mine, 'autosaves'));
        const bytes = new Uint8Array(readFileSync(path.join(mine, 'autosaves', kept)));
        const read = unpackAutosave(bytes);
        expect(read?.history.project.bpm).toBe(77);
      });

      test('a drag says why it does not begin', async () => {
        const { session, disk } = working;
        trouble.begins(disk);
        const [sketch] = session.sketches.list;
        if (sketch === undefined) throw new Error('no sketch');
        session.outgoing.prepare(session.outgoing.ofSketch(sketch));
        // Only what a drag asks of its event.
        session.outgoing.begin({
          preventDefault: () => undefined,
          dataTransfer: null,
        } as DragEvent);
        await vi.waitUntil(() => session.toasts.current !== null);
        expect(session.toasts.current?.text()).toContain(trouble.en);
        overwriteGetLocale(() => 'zh-Hans');
        expect(session.toasts.current?.text()).toContain(trouble.zh);
      });

      test('a file that is handed out afterwards is whole', async () => {
        const { session, disk, mine } = working;
        const [sketch] = session.sketches.list;
        if (sketch === undefined) throw new Error('no sketch');
        const file = session.outgoing.ofSketch(sketch);
        trouble.begins(disk);
        session.outgoing.prepare(file);
        session.outgoing.begin({
          preventDefault: () => undefined,
          dataTransfer: null,
        } as DragEvent);
        await vi.waitUntil(() => session.toasts.current !== null);
        expect(lying(mine)).toEqual({});
        trouble.ends?.(disk);
        await session.outgoing.copy(file);
        expect(Object.values(lying(mine))).toEqual([Buffer.from(file.bytes).toString('base64')]);
      });
    });
  },
);
