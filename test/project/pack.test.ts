/** Writing a project again after an edit: what was remembered from the last time must be what would be made anew. */
import fc from 'fast-check';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { pack, unpack } from '#main/project/bundle.ts';
import { edit, open, undo, type History } from '#main/project/history.ts';
import { removeModel } from '#main/project/models.ts';
import { setSketch } from '#main/project/sketches.ts';
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

/** A file as it is read. */
function read(bytes: Uint8Array): History {
  const found = unpack(bytes);
  if ('kind' in found) throw new Error(found.code);
  expect(found.losses).toEqual([]);
  return found.history;
}

/** The names of the entries that lie in an archive as they are, not deflated: only who wrote them like that leaves them so. */
function storedIn(bytes: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  unzipSync(bytes, { filter: ({ name, compression }) => compression === 0 && !!names.add(name) });
  return names;
}

it('writes what was opened and edited exactly as if it had never seen the file', () => {
  const bytes = pack(everything());
  expect(pack(read(bytes))).toEqual(bytes);
  fc.assert(
    fc.property(fc.array(verbs, { maxLength: 6 }), (edits) => {
      let history = read(pack(open({ ...project(), songs: [] })));
      for (const verb of edits)
        history = edit(history, label, (so) => ({ ...verb(so), songs: [] }));
      expect(pack(history)).toEqual(pack(unseen(history)));
    }),
    { numRuns: 30 },
  );
});

it('packs nothing again that it has just read, or the first autosave after opening stops the window', () => {
  const before = edit(everything(), label, (so) => takeSnapshot(so, 'now', 5));
  const loose = zipSync(unzipSync(pack(before)), { level: 0 });
  const opened = read(loose);
  const [first] = opened.project.sketches;
  const history = edit(opened, label, (so) => setSketch(so, first?.id ?? '', { name: 'other' }));
  const written = pack(history);
  const names = Object.keys(unzipSync(written));
  const anew = ['project.json', 'history.jsonl', 'sketches/1.json'];
  expect([...storedIn(written)]).toEqual(names.filter((name) => !anew.includes(name)));
  expect(read(written)).toEqual(history);
});

it('packs again what lies in a file with more than itself behind it', () => {
  const bytes = pack(open({ ...project(), songs: [] }));
  const padded = padding(bytes, 'sketches/1.json', 5000);
  expect(padded.length).toBe(bytes.length + 5000);
  expect(pack(read(padded))).toEqual(bytes);
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

/** The same archive with zeros behind the packed bytes of an entry, which says that they are its own. */
function padding(bytes: Uint8Array, name: string, zeros: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const found = [...bytes.keys()].filter(
    (at) => strFromU8(bytes.subarray(at, at + name.length)) === name,
  );
  const heads = found.map((at) => [at - 30, at - 46] as const);
  const local = heads.map(([at]) => at).find((at) => view.getUint32(at, true) === 0x04034b50);
  if (local === undefined) throw new Error('no such entry');
  const end = local + 30 + name.length + view.getUint32(local + 18, true);
  const padded = new Uint8Array(bytes.length + zeros);
  padded.set(bytes.subarray(0, end));
  padded.set(bytes.subarray(end), end + zeros);
  const out = new DataView(padded.buffer);
  const grow = (at: number): void => out.setUint32(at, out.getUint32(at, true) + zeros, true);
  grow(local + 18);
  const table = bytes.length - 22;
  grow(table + zeros + 16);
  let row = view.getUint32(table + 16, true);
  while (row < table) {
    const length = view.getUint16(row + 28, true);
    if (strFromU8(bytes.subarray(row + 46, row + 46 + length)) === name) grow(row + zeros + 20);
    if (view.getUint32(row + 42, true) >= end) grow(row + zeros + 42);
    row += 46 + length;
  }
  return padded;
}
