/** What is done to the chosen song or sketch: each is one step that can be taken back, and nothing else is touched. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runById } from '#renderer/commands/commands.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { silentSession } from '../silent-session.ts';

async function library(): Promise<Session> {
  const { session } = silentSession();
  const bytes = new Uint8Array(readFileSync('resources/demo/songs/d_e1m3.mid'));
  await session.openDemo({ songs: [{ name: 'own.mid', bytes }], model: null });
  const phrase = { notes: [], length: 1920, bpm: 100, programs: {} };
  session.sketches.keep({ phrase, provenance: { from: 'hand' } });
  session.songs.selected = session.songs.list[0]?.hash ?? null;
  return session;
}

it.each(['library-colour', 'sketch-star', 'library-remove'])(
  '%s changes a song or a sketch once, and undo puts back exactly what was',
  async (command) => {
    for (const tab of ['songs', 'sketches'] as const) {
      const session = await library();
      session.shelf.show(tab);
      const before = session.workspace.project;
      runById(command, session);
      expect(session.workspace.project).not.toEqual(before);
      session.desk.undo();
      expect(session.workspace.project).toEqual(before);
    }
  },
);

it('renames what is chosen in the list that shows, and nothing where nothing is', async () => {
  const session = await library();
  runById('library-rename', session);
  expect(session.shelf.renaming).toBe(session.songs.selected);
  runById('library-sketches', session);
  expect(session.shelf.renaming).toBeNull();
  runById('library-rename', session);
  expect(session.shelf.renaming).toBe(session.sketches.open);
  runById('library-songs', session);
  session.songs.selected = null;
  runById('library-rename', session);
  expect(session.shelf.renaming).toBeNull();
});

it('a sketch goes round the twelve colours and back to none', async () => {
  const session = await library();
  session.shelf.show('sketches');
  const seen: (number | null | undefined)[] = [];
  for (let turn = 0; turn < 13; turn++) {
    runById('library-colour', session);
    seen.push(session.sketches.current?.colour);
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, null]);
});
