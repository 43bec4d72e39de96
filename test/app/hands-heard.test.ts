/** What hands do to the music, heard: the wave is that of the notes that were wanted, told one by one, and after the stop it is silent. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { heardOf } from '../renderer/player/acts.ts';
import { plays } from '../renderer/player/playing-hands.ts';
import { beginning, peakOf } from './listening.ts';
import { openRenderer, RATE, type Renderer } from './rendering.ts';

/** Seconds after which nothing rings any more. */
const TAIL = 4;
const MILLISECOND = 0.001;
/** So many single notes of each playing are looked at. */
const CLOSELY = 2;

let renderer: Renderer;
beforeAll(async () => {
  renderer = await openRenderer();
});
afterAll(() => renderer.close());

/** Where two waves are farthest apart. */
const apart = (one: Float32Array, other: Float32Array): Float32Array =>
  one.map((value, index) => value - (other[index] ?? 0));

it.each([
  ['built-in', 4],
  ['general-midi', 2],
] as const)(
  'by %s: no drag, tempo, loop or stop leaves a note on, doubles, delays, hastens or loses one',
  async (sounds, numRuns) => {
    for (const acts of fc.sample(plays(12), { numRuns, seed: 6 })) {
      const end = acts.reduce((sum, { wait }) => sum + wait, 0) + 0.1;
      const seconds = end + TAIL;
      const { samples, wishes } = await renderer.acts(acts, seconds, sounds);
      const wanted = heardOf(wishes, seconds);
      const straight = await renderer.notes(wanted, seconds, sounds);
      expect(wanted.length === 0 || peakOf(straight) > 0.001).toBe(true);
      expect(peakOf(apart(samples, straight))).toBeLessThan(0.001);
      expect(peakOf(samples.subarray(-RATE / 2))).toBeLessThan(0.0005);
      // What is missing without a note is that note: it begins when it was wanted.
      for (const note of wanted.filter((_, index) => index % 5 === 2).slice(0, CLOSELY)) {
        const rest = wanted.filter((each) => each !== note);
        const alone = apart(samples, await renderer.notes(rest, seconds, sounds));
        expect(Math.abs(beginning(alone, RATE) - note.on)).toBeLessThan(MILLISECOND);
      }
    }
  },
);
