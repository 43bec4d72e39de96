/** An ear that takes one beat for another would call good music wrong, and the journey of hearing would prove nothing. */
import { expect, test } from 'vitest';
import { placeIn } from './listening.ts';

const RATE = 8000;
const BEAT = RATE / 4;

/** A beat of one pitch that dies away: all beats are equally loud. */
const beat = (hertz: number): readonly number[] =>
  Array.from(
    { length: BEAT },
    (_, index) => Math.sin((2 * Math.PI * hertz * index) / RATE) * Math.exp((-5 * index) / BEAT),
  );

test.each([0, 1234, BEAT + 7, 3 * BEAT + 501])(
  'a phrase of beats that are equally loud is found on its own beat, %i samples in',
  (offset) => {
    const phrase = Float32Array.from(
      [220, 220, 220, 220, 247, 247, 262, 247].flatMap((hertz) => beat(hertz)),
    );
    const rounds = [...phrase, ...phrase, ...phrase];
    const music = Float32Array.from(rounds.slice(phrase.length - offset)).subarray(
      0,
      2 * phrase.length - 1,
    );
    const { at, likeness } = placeIn(music, phrase, RATE);
    expect(at).toBe(offset);
    expect(likeness).toBeCloseTo(1, 6);
  },
);
