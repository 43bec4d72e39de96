/** The project file: what was saved comes back exactly, damage costs only itself, and ill will gets nothing. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { isProblem } from '#main/music/problem.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { pack, unpack, type BundleProblem, type Unpacked } from '#main/project/bundle.ts';
import { MIGRATIONS, migrated, VERSION, type Migration } from '#main/project/bundle/migrations.ts';
import { edit, open, redo, undo, type History } from '#main/project/history.ts';
import type { Project } from '#main/project/project.ts';
import { takeSnapshot } from '#main/project/snapshots.ts';
import { addSong, removeSong } from '#main/project/songs.ts';
import { project, song, verbs } from './samples.ts';

const label = { code: 'notes_move', n: 2 } as const;

/** The samples' project with a song that has real bytes. */
function real(): Project {
  const bytes = writeMidi(song.piece);
  const piece = readMidi(bytes, 'Song');
  if (isProblem(piece)) throw new Error(piece.code);
  const empty = { ...project(), songs: [] };
  return addSong(empty, { ...song, hash: 'ab12', bytes, piece });
}

function whole(bytes: Uint8Array): Unpacked {
  const result = unpack(bytes);
  if ('kind' in result) throw new Error(result.code);
  return result;
}
const refusal = (bytes: Uint8Array): BundleProblem | null => {
  const result = unpack(bytes);
  return 'kind' in result ? result : null;
};
const zipped = (entries: Zippable): Uint8Array => zipSync(entries);
/** A file of our own with some entries replaced. */
const changed = (entries: Zippable): Uint8Array =>
  zipped({ ...unzipSync(pack(saved())), ...entries });

/** The notes of a sketch without their numbers. */
const notesOf = ({ lanes }: Project['sketches'][number]) =>
  lanes.flatMap(({ notes }) => notes.map(({ pitch, start, end }) => ({ pitch, start, end })));

function saved(): History {
  const start = open(real());
  const removed = edit(start, { code: 'song_remove', name: 'Song' }, (p) => removeSong(p, 'ab12'));
  return undo(edit(undo(removed), label, (p) => ({ ...p, bpm: 90 })));
}

it('gives back exactly what was saved, with all that can still be undone and redone', () => {
  fc.assert(
    fc.property(fc.array(verbs, { maxLength: 12 }), fc.nat(4), (edits, back) => {
      // The samples' songs have no real bytes: verbs about them are left to the history's own laws.
      const only = edits.map((verb) => (p: Project) => ({ ...verb(p), songs: p.songs }));
      let history = only.reduce((so: History, verb) => edit(so, label, verb), open(real()));
      for (let k = 0; k < back; k += 1) history = undo(history);
      const { history: read, losses } = whole(pack(history));
      expect(losses).toEqual([]);
      expect(read).toEqual(history);
      expect(undo(read).project).toEqual(undo(history).project);
      expect(redo(read).project).toEqual(redo(history).project);
    }),
    { numRuns: 60 },
  );
});

it('brings back a song that only the history knows, so that undo after a restart still works', () => {
  const removed = edit(open(real()), label, (p) => removeSong(p, 'ab12'));
  const { history } = whole(pack(removed));
  expect(history.project.songs).toEqual([]);
  expect(undo(history).project).toEqual(real());
});

it('writes one project always as the same bytes, so that a copy can be told from a change', () => {
  expect(pack(saved())).toEqual(pack(saved()));
  expect(pack(whole(pack(saved())).history)).toEqual(pack(saved()));
});

it('keeps the MIDI file that was imported byte for byte', () => {
  const entries = unzipSync(pack(saved()));
  expect(entries['pieces/ab12.mid']).toEqual(writeMidi(song.piece));
});

describe('damage', () => {
  const file = pack(saved());
  /** Opened as it was, salvaged with its losses named, or refused by name: anything else loses her music in silence. */
  const isHonest = (bytes: Uint8Array, truth: History): boolean => {
    const result = unpack(bytes);
    if ('kind' in result || result.losses.length > 0) return true;
    return isDeepStrictEqual(result.history, truth);
  };

  it('of any one bit of any byte is told, or changes nothing', () => {
    const { history } = whole(file);
    const taken = edit(history, label, (p) => takeSnapshot(p, 'Before', 0));
    const small = pack(taken);
    const truth = whole(small).history;
    const wrong = Array.from(small, (_, at) => at).filter((at) => {
      const copy = Uint8Array.from(small);
      copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
      return !isHonest(copy, truth);
    });
    expect(wrong).toEqual([]);
  });

  it('never crashes the reader and is never taken for the truth', () => {
    const truth = whole(file).history;
    const hurt = fc.oneof(
      fc.tuple(fc.nat(file.length - 1), fc.nat(7)).map(([at, bit]) => {
        const copy = Uint8Array.from(file);
        copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        return copy;
      }),
      fc.nat(file.length).map((length) => file.slice(0, length)),
      fc
        .tuple(fc.nat(file.length - 1), fc.uint8Array({ minLength: 1, maxLength: 40 }))
        .map(([at, bytes]) => {
          const copy = Uint8Array.from(file);
          copy.set(bytes.subarray(0, file.length - at), at);
          return copy;
        }),
    );
    fc.assert(
      fc.property(hurt, (bytes) => {
        expect(isHonest(bytes, truth)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  }, 180_000);

  it('of the table costs nothing but a word', () => {
    const cut = file.slice(0, file.length - 30);
    const { history, losses } = whole(cut);
    expect(losses).toEqual([{ what: 'directory', name: '' }]);
    expect(history).toEqual(whole(file).history);
  });

  it('of project.json leaves songs, models and sketches with every note', () => {
    const { history, losses } = whole(changed({ 'project.json': strToU8('{"format":"melo') }));
    expect(history.project.songs.map(({ hash }) => hash)).toEqual(['ab12']);
    expect(history.project.models).toHaveLength(1);
    expect(history.project.sketches.map(notesOf)).toEqual(real().sketches.map(notesOf));
    expect(losses.map(({ what }) => what)).toEqual(['project']);
  });

  it('of a song leaves everything else', () => {
    const { history, losses } = whole(changed({ 'pieces/ab12.mid': strToU8('gone') }));
    expect(history.project.songs).toEqual([]);
    expect(history.project.sketches).toEqual(real().sketches);
    expect(losses).toContainEqual({ what: 'song', name: 'Song' });
  });

  it('of a sketch leaves everything else', () => {
    const { history, losses } = whole(changed({ 'sketches/1.json': strToU8('{"version":2,"sk') }));
    expect(history.project).toEqual({ ...real(), sketches: [] });
    expect(losses).toContainEqual({ what: 'sketch', name: 'Idea' });
  });

  it('of the history leaves the project as it was', () => {
    const { history, losses } = whole(
      changed({ 'history.jsonl': strToU8('{"done":true}\nnonsense') }),
    );
    expect(history.project).toEqual(saved().project);
    expect(history.past).toEqual([]);
    expect(losses).toEqual([{ what: 'history', name: '' }]);
  });
});

describe('ill will', () => {
  const json = strFromU8(unzipSync(pack(saved()))['project.json'] ?? new Uint8Array());
  const cases: readonly (readonly [string, () => Uint8Array, string])[] = [
    ['nothing', () => new Uint8Array(), 'not-a-project'],
    ['a file of another kind', () => strToU8('MThd and so on'.repeat(9)), 'not-a-project'],
    ['another archive', () => zipped({ 'word/document.xml': strToU8('<a/>') }), 'not-a-project'],
    [
      'a path that leaves the folder',
      () => changed({ '../../etc/passwd': strToU8('x') }),
      'path-outside',
    ],
    ['an absolute path', () => changed({ '/etc/passwd': strToU8('x') }), 'path-outside'],
    ['a path of Windows', () => changed({ 'C:\\x': strToU8('x') }), 'path-outside'],
    [
      'more entries than anybody needs',
      () =>
        zipped(
          Object.fromEntries(Array.from({ length: 17_000 }, (_, k) => [`n${k}`, strToU8('')])),
        ),
      'too-many-entries',
    ],
    [
      'an entry that swells',
      () => changed({ 'pieces/cd.mid': new Uint8Array(8 * 2 ** 20) }),
      'swollen',
    ],
    ['an entry twice', twice, 'entry-twice'],
    [
      'a newer version',
      () =>
        changed({ 'project.json': strToU8(json.replace(`"version": ${VERSION}`, '"version": 7')) }),
      'newer',
    ],
  ];
  it.each(cases)('%s is refused by its name', (_, bytes, code) => {
    expect(refusal(bytes())?.code).toBe(code);
  });

  it('that lies about a size gets no memory for it', () => {
    const bytes = changed({ 'models/1.safetensors': new Uint8Array(2 ** 19) });
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 46; at += 1)
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 2 ** 19)
        view.setUint32(at + 24, 12, true);
    const { history, losses } = whole(bytes);
    expect(history.project.models).toEqual([]);
    expect(losses.map(({ what }) => what)).toContain('model');
  });

  it.each([
    ['a number beyond all numbers', json.replace('"nextNoteId": 6', '"nextNoteId": 1e999')],
    [
      'a key that reaches for the prototype',
      json.replace('"looping"', '"__proto__": {}, "looping"'),
    ],
    ['a volume of thousands', json.replace('"volume": 0.8', '"volume": 8000')],
  ])('%s makes the project damaged, and songs and sketches are salvaged', (_, text) => {
    expect(text).not.toBe(json);
    const { history, losses } = whole(changed({ 'project.json': strToU8(text) }));
    expect(losses.map(({ what }) => what)).toEqual(['project']);
    expect(history.project.songs).toHaveLength(1);
    expect(history.project.sketches).toHaveLength(1);
  });

  it('a note with the number of another gets one of its own', () => {
    const text = strFromU8(unzipSync(pack(saved()))['sketches/1.json'] ?? new Uint8Array());
    const doubled = text.replace('"id":3', '"id":2');
    expect(doubled).not.toBe(text);
    const { history, losses } = whole(changed({ 'sketches/1.json': strToU8(doubled) }));
    const ids = history.project.sketches.flatMap(({ lanes }) =>
      lanes.flatMap(({ notes }) => notes.map(({ id }) => id)),
    );
    expect(new Set(ids).size).toBe(4);
    expect(losses.map(({ what }) => what)).toEqual(['project']);
  });
});

/** An archive with one name twice, which no honest writer makes: a second name is overwritten. */
function twice(): Uint8Array {
  const bytes = changed({ 'history.jsonm': strToU8('x') });
  const from = strToU8('history.jsonm');
  for (let at = 0; at + from.length <= bytes.length; at += 1)
    if (from.every((byte, k) => bytes[at + k] === byte)) bytes[at + from.length - 1] = 0x6c;
  return bytes;
}

test('an older file is brought up one version at a time, and a newer step is never left out', () => {
  const step = (to: number): Migration => ({
    to,
    title: `to ${to}`,
    project: (before) => `${String(before)} p${to}`,
    entry: (before) => `${String(before)} e${to}`,
  });
  const steps = [step(2), step(3), step(4)];
  expect(migrated('v2', 2, 'project', steps)).toBe('v2 p3 p4');
  expect(migrated('v1', 1, 'entry', steps)).toBe('v1 e2 e3 e4');
  expect(migrated('v4', 4, 'project', steps)).toBe('v4');
  expect(MIGRATIONS.map(({ to }) => to)).toEqual(
    Array.from({ length: VERSION - 1 }, (_, index) => index + 2),
  );
});
