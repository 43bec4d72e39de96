/** Files of every version that was ever written: what a person loses when her old work does not open any more. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { pack, unpack, type Unpacked } from '#main/project/bundle.ts';
import { VERSION } from '#main/project/bundle/migrations.ts';
import { redo, undo, type History } from '#main/project/history.ts';
import { everything, ORIGINS } from './everything.ts';

const FOLDER = 'test/fixtures/project';
const GOLDENS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.melodrift'))
  .sort();

function opened(bytes: Uint8Array): Unpacked {
  const result = unpack(bytes);
  if ('kind' in result) throw new Error(result.code);
  return result;
}
const golden = (name: string): Unpacked =>
  opened(new Uint8Array(readFileSync(`${FOLDER}/${name}`)));

/** A project at each step of its history, from the farthest past to the farthest future. */
function everyMoment(history: History): readonly unknown[] {
  let at = history;
  while (at.past.length > 0) at = undo(at);
  const moments = [at.project];
  while (at.future.length > 0) {
    at = redo(at);
    moments.push(at.project);
  }
  return moments;
}

test('there is one of every version, the newest too', () => {
  // Of a version that learned to say more, the first file that was written stays beside the newest.
  expect(GOLDENS.filter((name) => !name.includes('first'))).toEqual(
    Array.from({ length: VERSION }, (_, index) => `version-${index + 1}.melodrift`),
  );
});

it.each(GOLDENS)('%s opens whole, and saved anew it is the same at every step', (name) => {
  const { history, losses } = golden(name);
  expect(losses).toEqual([]);
  const again = opened(pack(history));
  expect(again).toEqual({ history, losses: [] });
  expect(everyMoment(again.history)).toEqual(everyMoment(history));
  expect(everyMoment(history).length).toBeGreaterThan(1);
});

test('version 1 says what it said, and what it could not say is as nobody said it', () => {
  const { project } = golden('version-1.melodrift').history;
  expect(project.songs.map(({ hash }) => hash)).toEqual(['ab12']);
  expect(project.sketches.flatMap(({ lanes }) => lanes.flatMap(({ notes }) => notes))).toHaveLength(
    4,
  );
  expect(project).toMatchObject({ memories: [], paths: [], pad: null, snapshots: [], bpm: null });
  expect(project.models[0]).toMatchObject({ id: 'm1', starred: false, at: null, parent: null });
  expect(project.sketches[0]?.lanes[0]).toMatchObject({ voice: null, route: null, events: [] });
  expect(redo(golden('version-1.melodrift').history).project.bpm).toBe(90);
});

test('version 2 keeps every field there is, in the project, its snapshot and its steps', () => {
  const { history } = golden('version-2.melodrift');
  expect(history).toEqual(everything());
  expect(history.project.sketches.map(({ provenance }) => provenance)).toEqual(
    ORIGINS.toReversed(),
  );
});

test('what a snapshot shares with the project is shared again, not read twice', () => {
  const { project } = golden('version-2.melodrift').history;
  expect(project.snapshots[0]?.project.songs[0]).toBe(project.songs[0]);
  expect(project.snapshots[0]?.project.models[0]).toBe(project.models[0]);
});
