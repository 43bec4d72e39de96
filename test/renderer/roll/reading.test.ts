/** What a person types into the event list: each place and pitch that is shown can be typed back, and nonsense is refused. */
import { tickOfPlace } from '#main/transport/place.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pitchOfWords, placeWords } from '#renderer/roll/grid/reading.ts';
import { pitchName } from '#renderer/roll/grid/scale.ts';
import { SCALES } from '#main/music/scale.ts';

test('every pitch comes back from its name, in every key', () => {
  const key = fc.record({
    root: fc.integer({ min: 0, max: 11 }),
    scale: fc.constantFrom(...SCALES),
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 127 }), fc.option(key), (pitch, of) => {
      expect(pitchOfWords(pitchName(pitch, of))).toBe(pitch);
      expect(pitchOfWords(String(pitch))).toBe(pitch);
    }),
  );
  expect(pitchOfWords(' bb3 ')).toBe(58);
  for (const bad of ['', 'H4', '128', 'C', 'c12', '-1', 'G♯9', '6 0'])
    expect(pitchOfWords(bad)).toBeNull();
});

test('every place comes back from its words, through changes of meter as 13/16', () => {
  const meters = [
    { tick: 0, numerator: 4, denominator: 4 },
    { tick: 3840, numerator: 13, denominator: 16 },
    { tick: 3840 + 4 * 1560, numerator: 3, denominator: 8 },
  ];
  fc.assert(
    fc.property(fc.nat(20_000), (tick) => {
      expect(tickOfPlace(meters, placeWords(meters, tick))).toBe(tick);
    }),
  );
  expect(placeWords(meters, 3840 + 1560)).toBe('4.1.0');
  expect(tickOfPlace(meters, '3')).toBe(3840);
  for (const bad of ['', '0', '1.0', 'a', '1.2.3.4', '-1'])
    expect(tickOfPlace(meters, bad)).toBeNull();
});
