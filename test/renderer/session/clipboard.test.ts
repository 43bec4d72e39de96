// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Copy in one window, paste in another: the music arrives, can be taken back, and what cannot be pasted says why. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { textOfMidi } from '#main/project/carried.ts';
import { textOfClip } from '#main/project/clip.ts';
import { overwriteGetLocale } from '#resources/messages/compiled/runtime.js';
import type { Session } from '#renderer/session/session.svelte.ts';
import { sharedData } from '../../data.ts';
import { bytesOf, manifest } from '../../music/files.ts';
import { silentSession } from '../silent-session.ts';

afterEach(() => overwriteGetLocale(() => 'en'));

async function withSong(): Promise<Session> {
  const { session } = silentSession();
  const bytes = new Uint8Array(readFileSync('resources/demo/songs/d_e1m3.mid'));
  await session.openDemo({ songs: [{ name: 'own.mid', bytes }], model: null });
  return session;
}
const sounds = ({ lanes }: Session['sketches']['list'][number]): unknown =>
  lanes.map(({ name, part, program, notes }) => ({
    name,
    part,
    program,
    notes: notes.map(({ id: _, ...rest }) => rest),
  }));
const said = ({ toasts }: Session): string => toasts.current?.text() ?? '';

it('a sketch comes to another window as it is, is opened there, and undo takes it back', async () => {
  const here = await withSong();
  const there = silentSession().session;
  const [song] = here.songs.list;
  if (song === undefined) throw new Error('no song');
  const sketch = here.sketches.keepSong(song);
  const text = here.clipboard.copied(sketch.id);
  expect(said(here)).toContain(sketch.name);
  await there.clipboard.paste(text ?? '');
  const [pasted] = there.sketches.list;
  if (pasted === undefined) throw new Error('nothing was pasted');
  expect(there.sketches.current).toBe(pasted);
  expect(there.shelf.tab).toBe('sketches');
  expect(sounds(pasted)).toEqual(sounds(sketch));
  expect({ ...pasted, id: '', lanes: [] }).toEqual({ ...sketch, id: '', lanes: [] });
  there.desk.undo();
  expect(there.sketches.list).toEqual([]);
});

it('a song whose row has the focus is pasted as a sketch, note for note', async () => {
  const here = await withSong();
  const [song] = here.songs.list;
  const text = here.clipboard.copied(song?.hash ?? '');
  const there = silentSession().session;
  await there.clipboard.paste(text ?? '');
  const own = here.sketches.keepSong(song ?? (undefined as never));
  expect(there.sketches.list[0]?.name).toBe('own');
  expect(sounds(there.sketches.list[0] as never)).toEqual(sounds(own));
});

it('notes that were copied in a piano roll become a sketch of whole bars', async () => {
  const { session } = silentSession();
  const clip = { notes: [{ pitch: 60, velocity: 90, start: 120, end: 2000 }], length: 2000 };
  await session.clipboard.paste(textOfClip(clip));
  const [sketch] = session.sketches.list;
  expect(sketch?.length).toBe(3840);
  expect(sketch?.lanes.flatMap(({ notes }) => notes)).toMatchObject([
    { pitch: 60, velocity: 90, start: 120, end: 2000 },
  ]);
});

it('where nothing is chosen nothing is copied', () => {
  const { session } = silentSession();
  expect(session.clipboard.copied(null)).toBeNull();
});

it('whatever else lies there changes nothing and is told in both languages', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      const { session } = silentSession();
      const before = session.workspace.project;
      await session.clipboard.paste(text);
      expect(session.workspace.project).toBe(before);
      expect(said(session)).toContain('no music in the clipboard');
      overwriteGetLocale(() => 'zh-Hans');
      expect(said(session)).toContain('剪贴板中没有音乐');
      overwriteGetLocale(() => 'en');
    }),
    { numRuns: 30 },
  );
  const { session } = silentSession();
  await session.clipboard.paste('{"kind":"melodrift-sketch-1","sketch":{}}');
  expect(said(session)).toContain('damaged');
});

const data = sharedData();
it.skipIf(data === null)(
  'each damaged file in a clipboard is mended or refused by name',
  async () => {
    const folder = path.join(data ?? '', 'malformed', 'generated');
    const files = manifest(folder).map(({ file }) => ({
      file,
      bytes: bytesOf(path.join(folder, file)),
    }));
    const small = files.filter(({ bytes }) => bytes.length < 200_000);
    expect(small.length).toBeGreaterThan(20);
    for (const { file, bytes } of small) {
      const { session } = silentSession();
      await session.clipboard.paste(textOfMidi(file, bytes));
      const isRefused = isProblem(readMidi(bytes, file));
      expect(session.sketches.list, file).toHaveLength(isRefused ? 0 : 1);
      if (isRefused) expect(said(session)).toContain(`${file} could not be pasted. `);
    }
  },
);
