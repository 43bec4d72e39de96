/** Scales as a book of music theory has them: a wrong one would tint wrong rows and move notes to wrong pitches. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInScale, nearestInScale, scaleOf, SCALES, stepInScale } from '#main/music/scale.ts';

const scale = fc.record({
  root: fc.integer({ min: 0, max: 11 }),
  scale: fc.constantFrom(...SCALES),
});
const pitch = fc.integer({ min: 0, max: 127 });

test('scales are those that are written with these names', () => {
  const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
  const spelt = (root: string, of: (typeof SCALES)[number]): string =>
    scaleOf({ root: names.indexOf(root), scale: of })
      .map((each) => names[each])
      .join(' ');
  expect(spelt('D', 'major')).toBe('D E F# G A B C#');
  expect(spelt('A', 'minor')).toBe('A B C D E F G');
  expect(spelt('A', 'harmonic_minor')).toBe('A B C D E F G#');
  expect(spelt('D', 'dorian')).toBe('D E F G A B C');
  expect(spelt('E', 'phrygian')).toBe('E F G A B C D');
  expect(spelt('F', 'lydian')).toBe('F G A B C D E');
  expect(spelt('G', 'mixolydian')).toBe('G A B C D E F');
  expect(spelt('E', 'minor_pentatonic')).toBe('E G A B D');
});

test('the nearest pitch belongs to the scale, and none that belongs is nearer', () => {
  fc.assert(
    fc.property(pitch, scale, (from, of) => {
      const to = nearestInScale(from, of);
      expect(isInScale(to, of)).toBe(true);
      for (let other = 0; other < 128; other++)
        if (isInScale(other, of))
          expect(Math.abs(other - from)).toBeGreaterThanOrEqual(Math.abs(to - from));
    }),
  );
});

test('a step up and a step down lead back, away from the ends of the range', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 24, max: 100 }),
      scale,
      fc.integer({ min: 1, max: 7 }),
      (at, of, n) => {
        const from = nearestInScale(at, of);
        expect(stepInScale(stepInScale(from, of, n), of, -n)).toBe(from);
      },
    ),
  );
  expect(stepInScale(127, { root: 0, scale: 'major' }, 3)).toBe(127);
});
