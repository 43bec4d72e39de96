/** Music in a clipboard: what is copied is what is pasted, and nothing else that lies there can do harm. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfText, textOfBytes } from '#main/project/base64.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import { carriedOf, textOfMidi, textOfSketch } from '#main/project/carried.ts';
import { textOfClip } from '#main/project/clip.ts';
import { open } from '#main/project/history.ts';
import { emptyProject } from '#main/project/models.ts';
import type { Sketch } from '#main/project/project.ts';
import { keepWhole } from '#main/project/sketches.ts';
import { everything, realSong } from './everything.ts';
import { project, verbs } from './samples.ts';

const sketches: readonly Sketch[] = [
  ...project().sketches,
  ...everything().project.sketches,
  ...realSong().sketches,
];

test('a sketch is pasted with all it has, but that a favourite is one only where it was marked', () => {
  fc.assert(
    fc.property(fc.constantFrom(...sketches), (sketch) => {
      const carried = carriedOf(textOfSketch(sketch));
      expect(carried).toEqual({ kind: 'sketch', sketch: { ...sketch, starred: false } });
    }),
  );
});

test('whatever was done to a sketch, it can be copied and pasted', () => {
  fc.assert(
    fc.property(fc.array(verbs, { maxLength: 20 }), (done) => {
      const after = done.reduce((so, verb) => verb(so), project());
      for (const sketch of after.sketches)
        expect(carriedOf(textOfSketch(sketch)), textOfSketch(sketch)).toMatchObject({
          kind: 'sketch',
          sketch: { name: sketch.name, lanes: sketch.lanes },
        });
    }),
  );
});

test('any bytes go through a text and come back, as every other program writes and reads them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40_000 }), fc.string(), (bytes, name) => {
      const text = textOfBytes(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(bytesOfText(text)).toEqual(bytes);
      const carried = carriedOf(textOfMidi(name, bytes));
      expect(carried).toEqual({ kind: 'midi', name: name.slice(0, 1000), bytes });
    }),
    { numRuns: 50 },
  );
  const line = textOfBytes(new Uint8Array(90).fill(7)).replaceAll(/.{76}/gu, '$&\r\n');
  expect(bytesOfText(line)).toEqual(new Uint8Array(90).fill(7));
});

test('a real song is the same bytes after a clipboard', () => {
  for (const file of readdirSync('resources/demo/songs').filter((name) => name.endsWith('.mid'))) {
    const bytes = new Uint8Array(readFileSync(`resources/demo/songs/${file}`));
    expect(carriedOf(textOfMidi(file, bytes))).toEqual({ kind: 'midi', name: file, bytes });
  }
});

test('text that is no music is said to be none, and damaged music to be damaged', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.webUrl()), (text) => {
      expect(carriedOf(text)).toBe('nothing');
    }),
  );
  const good = textOfSketch(project().sketches[0] as Sketch);
  for (const bad of [
    good.slice(0, -1),
    '{"kind":"melodrift-sketch-1"}',
    '{"kind":"melodrift-sketch-1","sketch":null}',
    good.replace('"pitch":60', '"pitch":128'),
    good.replace('"velocity":90', '"velocity":0'),
    good.replace('"end":480', '"end":-1'),
    good.replace('"length":3840', '"length":1e300'),
    good.replace('"length":3840', '"length":0'),
    good.replace('"bpm":100', '"bpm":0.0001'),
    good.replace('"denominator":4', '"denominator":3'),
    good.replaceAll('"id":"bass"', '"id":"melody"'),
    good.replace('"lanes":[', `"lanes":[${'{},'.repeat(1000)}`),
    'data:audio/midi;base64,TVRo!',
    'data:audio/midi;base64,TVR',
  ])
    expect(carriedOf(bad), bad.slice(0, 200)).toBe('damaged');
  expect(carriedOf(`data:audio/midi;base64,${' '.repeat(97 * 2 ** 20)}`)).toBe('too-large');
  expect(carriedOf('x'.repeat(97 * 2 ** 20))).toBe('nothing');
});

/** Every value of a JSON text that stands alone: where it begins, and how long it is. */
const LEAF = /-?\d+(?:\.\d+)?|true|false|null|"[^"]*"/gu;

test('a sketch with any value in the place of any other is refused, or is one that a project can keep', () => {
  const values = fc.oneof(
    fc.double({ noNaN: true }),
    fc.integer(),
    fc.constantFrom(null, true, '', '__proto__', 1e308, -0, 2 ** 53),
    fc.string(),
    fc.jsonValue({ maxDepth: 2 }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...sketches.slice(0, 3)),
      fc.nat(),
      values,
      (sketch, nth, value) => {
        const text = textOfSketch(sketch);
        const leaves = [...text.matchAll(LEAF)];
        const leaf = leaves[nth % leaves.length];
        if (leaf === undefined) throw new Error('no leaf');
        const bad =
          text.slice(0, leaf.index) +
          JSON.stringify(value) +
          text.slice(leaf.index + leaf[0].length);
        const carried = carriedOf(bad);
        if (typeof carried === 'string' || carried.kind !== 'sketch') return;
        const kept = keepWhole(emptyProject('fresh'), carried.sketch);
        const read = unpack(pack(open(kept)));
        expect('kind' in read ? read : read.history.project).toEqual(kept);
      },
    ),
    { numRuns: 400 },
  );
});

test('notes of a piano roll are known as such', () => {
  const clip = { notes: [{ pitch: 60, velocity: 90, start: 0, end: 120 }], length: 120 };
  expect(carriedOf(textOfClip(clip))).toEqual({ kind: 'notes', clip });
});
