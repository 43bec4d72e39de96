/** Markers: a named place is kept, found by its tick, exported as text, and never lost by moving another one over nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import { addMarker, moveMarker, removeMarker, renameMarker } from '#main/project/markers.ts';
import type { Marker, Project } from '#main/project/project.ts';
import { project, SKETCH } from './samples.ts';

const markers = (of: Project): readonly Marker[] => of.sketches[0]?.markers ?? [];
const ticks = fc.uniqueArray(
  fc.nat(20).map((n) => n * 240),
  { minLength: 1, maxLength: 8 },
);
const holding = (all: readonly number[]): Project =>
  all.reduce((so, tick) => addMarker(so, SKETCH, { tick, name: `at ${tick}` }), project());

test('markers are in order, one at a tick, whatever is done to them', () => {
  fc.assert(
    fc.property(ticks, fc.nat(20), fc.nat(20), (all, from, to) => {
      const before = holding(all);
      const after = moveMarker(before, SKETCH, from * 240, to * 240);
      const at = markers(after).map(({ tick }) => tick);
      expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
      if (all.includes(from * 240))
        expect(markers(after)).toContainEqual({ tick: to * 240, name: `at ${from * 240}` });
      else expect(markers(after)).toEqual(markers(before));
    }),
  );
});

test('a marker is renamed and taken away by itself', () => {
  const before = holding([0, 480, 960]);
  expect(markers(renameMarker(before, SKETCH, 480, 'Bridge')).map(({ name }) => name)).toEqual([
    'at 0',
    'Bridge',
    'at 960',
  ]);
  expect(markers(removeMarker(before, SKETCH, 480)).map(({ tick }) => tick)).toEqual([0, 960]);
});

test('another program finds the markers in the exported file, in any language', () => {
  const [sketch] = addMarker(project(), SKETCH, { tick: 1920, name: '副歌 Chorus' }).sketches;
  if (sketch === undefined) throw new Error('no sketch');
  const back = readMidi(writeMidi(pieceOfSketch(sketch)), 'back.mid');
  if (isProblem(back)) throw new Error(back.code);
  const texts = back.tracks.flatMap(({ events }) => events).filter(({ bytes }) => bytes[1] === 6);
  expect(texts.map(({ tick }) => tick)).toEqual([1920]);
  expect(new TextDecoder().decode(texts[0]?.bytes)).toContain('副歌 Chorus');
});
