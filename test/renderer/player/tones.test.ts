import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bend } from '#renderer/player/ceiling.ts';
import { drumNames, DRUMS, strikeOf } from '#renderer/player/drums.ts';
import { loopLength, toneOf } from '#renderer/player/tones.ts';

const RATE = 44100;
const timbre = {
  partials: [1, 0.5, 0.25],
  fall: 0.4,
  steep: 0.7,
  floor: 0.5,
  tilt: 0.8,
  attack: 0.002,
  gain: 0.3,
};
const pitches = fc.integer({ min: 21, max: 108 }).map((pitch) => 440 * 2 ** ((pitch - 69) / 12));

describe('a computed tone', () => {
  it('is in tune while it is held: what is repeated is whole periods, to a cent', () => {
    fc.assert(
      fc.property(pitches, (frequency) => {
        const length = loopLength(frequency, RATE);
        const periods = (length * frequency) / RATE;
        const cents = 1200 * Math.log2(periods / Math.round(periods));
        expect(Math.abs(cents)).toBeLessThan(1);
      }),
    );
  });

  it('goes on without a seam where it is repeated', () => {
    fc.assert(
      fc.property(pitches, fc.constantFrom(0.2, 1), (frequency, hardness) => {
        const { samples, loop } = toneOf(timbre, frequency, hardness, RATE);
        const jump = Math.abs((samples[loop.to] ?? 0) - (samples[loop.from] ?? 0));
        expect(jump).toBeLessThan(0.02);
      }),
      { numRuns: 30 },
    );
  });

  it('begins at once and stays within bounds', () => {
    const { samples } = toneOf(timbre, 110, 1, RATE);
    expect(samples.findIndex((value) => Math.abs(value) > 1e-4)).toBeLessThan(10);
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(0.6);
  });
});

describe('a computed drum', () => {
  it.each(drumNames)('%s is heard from its first samples on, unclipped, and rings out', (name) => {
    const samples = strikeOf(DRUMS[name], RATE);
    const peak = Math.max(...samples.map(Math.abs));
    expect(peak).toBeGreaterThan(0.05);
    expect(peak).toBeLessThan(1.5);
    expect(samples.findIndex((value) => Math.abs(value) > peak / 1000)).toBeLessThan(20);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(peak / 100);
    expect(strikeOf(DRUMS[name], RATE)).toEqual(samples);
  });
});

describe('the ceiling', () => {
  it('leaves music as it is, bends what is too loud, and lets nothing clip', () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (sample) => {
        expect(Math.abs(bend(sample))).toBeLessThanOrEqual(0.97);
        if (Math.abs(sample) <= 0.7) expect(bend(sample)).toBe(sample);
        expect(bend(sample + 0.01)).toBeGreaterThanOrEqual(bend(sample));
      }),
    );
  });
});
