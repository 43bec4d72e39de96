/** Writing a project again after an edit: what was remembered from the last time must be what would be made anew. */
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { pack, unpack } from '#main/project/bundle.ts';
import { edit, open, undo, type History } from '#main/project/history.ts';
import { removeModel } from '#main/project/models.ts';
import { removeSnapshot, takeSnapshot } from '#main/project/snapshots.ts';
import { everything } from './everything.ts';
import { project, verbs } from './samples.ts';

const label = { code: 'notes_move', n: 2 } as const;

/** The same history in objects that nobody has seen. */
const unseen = (history: History): History => structuredClone(history);

it('writes after each edit exactly what it would write of a project that it never saw', () => {
  fc.assert(
    fc.property(fc.array(verbs, { maxLength: 8 }), (edits) => {
      let history = open({ ...project(), songs: [] });
      pack(history);
      for (const verb of edits) {
        history = edit(history, label, (so) => ({ ...verb(so), songs: [] }));
        expect(pack(history)).toEqual(pack(unseen(history)));
      }
      const back = undo(history);
      expect(pack(back)).toEqual(pack(unseen(back)));
    }),
    { numRuns: 40 },
  );
});

it('writes versions anew where their models lie under another name than the last time', () => {
  let history = edit(everything(), label, (so) => takeSnapshot(so, 'now', 5));
  pack(history);
  const [first] = history.project.models;
  const [oldest] = history.project.snapshots;
  history = edit(history, label, (so) => removeModel(so, first?.id ?? ''));
  expect(pack(history)).toEqual(pack(unseen(history)));
  history = edit(history, label, (so) => removeSnapshot(so, oldest?.id ?? ''));
  expect(pack(history)).toEqual(pack(unseen(history)));
  const read = unpack(pack(history));
  expect('kind' in read ? read : read.losses).toEqual([]);
});

it('is an archive that other programs read, every entry whole', () => {
  const entries = unzipSync(pack(everything()));
  const names = Object.keys(entries);
  expect(names.slice(0, 2)).toEqual(['project.json', 'history.jsonl']);
  const sketches = names.filter((name) => name.startsWith('sketches/'));
  expect(sketches).toHaveLength(everything().project.sketches.length);
  for (const name of sketches)
    expect(JSON.parse(strFromU8(entries[name] ?? new Uint8Array()))).toHaveProperty('sketch.id');
});

it('never writes what could not be read again, however often it is asked', () => {
  const history = open({ ...project(), songs: [] });
  const wrong = edit(history, label, (so) => ({
    ...so,
    sketches: so.sketches.map((each) => ({ ...each, bpm: Number.NaN })),
  }));
  expect(() => pack(wrong)).toThrow();
  expect(() => pack(wrong)).toThrow();
  const twice = edit(history, label, (so) => ({
    ...so,
    sketches: [...so.sketches, ...so.sketches],
  }));
  expect(() => pack(twice)).toThrow('two sketches have one id');
});
