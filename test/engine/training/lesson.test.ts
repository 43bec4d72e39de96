/** What a step of learning is fed: chance that depends on the seed alone, and music that stays music. */
import { describe, expect, it } from 'vitest';
import type { Column, Segment } from '#main/segments/representation.ts';
import type { Architecture } from '#main/engine/network.ts';
import { lessonOf } from '#main/engine/training/lesson.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { klWeightAt, rateAt, taughtShareAt } from '#main/engine/training/schedule.ts';
import { changed } from '#main/engine/training/setting.ts';
import { uniform } from '../architectures.ts';

const columns: readonly Column[] = [
  ...[60, 61, 62, 63, 64].map((pitch) => ({ part: 'melody', pitch, kind: 'onset' }) as const),
  ...[36, 38].map((pitch) => ({ part: 'drums', pitch, kind: 'onset' }) as const),
];
const width = columns.length;
const steps = 40;

/** A segment in which the given columns sound at every step. */
const sounding = (...which: readonly number[]): Segment => ({
  song: 0,
  start: 0,
  tick: 0,
  onBar: true,
  barPosition: 0,
  barSteps: 16,
  cells: Uint8Array.from({ length: steps * width }, (_, at) => Number(which.includes(at % width))),
});

const architecture: Architecture = {
  steps,
  inputs: width,
  hidden: 50,
  latent: 3,
  cell: 'gru',
  encoderReads: 'both',
  decoderInput: 'mixed',
  latentAt: 'start',
  dense: 0,
  position: 0,
};

function lesson(set: Readonly<Record<string, string>>, segments: readonly Segment[], step = 0) {
  const setting = changed(presetNamed('check'), set);
  const folding = { fold: 1, steps, inputs: width, position: 0 };
  return lessonOf(segments, { folding, columns, setting }, architecture, 5, step);
}

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('a lesson', () => {
  it('moves melodies to other keys and leaves drums, so that learned songs are not bound to their key', () => {
    const { batch } = lesson(
      { transpose: '2' },
      Array.from({ length: 60 }, () => sounding(2, 6)),
    );
    const found = new Set<string>();
    for (let each = 0; each < batch.size; each += 1) {
      const first = [...batch.cells.subarray(each * steps * width, each * steps * width + width)];
      const on = first.flatMap((cell, column) => (cell === 1 ? [column] : []));
      expect(on).toHaveLength(2);
      expect(on[1]).toBe(6);
      found.add(String(on[0]));
    }
    expect([...found].sort()).toEqual(['0', '1', '2', '3', '4']);
  });

  it('leaves a segment as it is where a note would fall off the columns, so that no note is lost', () => {
    const { batch } = lesson(
      { transpose: '4' },
      Array.from({ length: 40 }, () => sounding(0, 4)),
    );
    expect(mean(batch.cells)).toBeCloseTo(2 / width, 6);
  });

  it('lets the encoder hear a part of the notes and never one that is not there', () => {
    const { batch } = lesson(
      { cellsDropped: '0.3' },
      Array.from({ length: 30 }, () => sounding(1, 5)),
    );
    const heard = batch.heard ?? new Float32Array();
    heard.forEach((cell, at) => expect(cell).toBeLessThanOrEqual(batch.cells[at] ?? 0));
    expect(mean(heard) / mean(batch.cells)).toBeCloseTo(0.7, 1);
  });

  it('drops hidden units and makes the others louder, so that a finished model needs no correction', () => {
    const { masks } = lesson({ hiddenDropped: '0.25' }, [sounding(1)]).batch;
    expect(masks?.encoder).toHaveLength(100);
    expect(masks?.decoder).toHaveLength(50);
    expect(new Set(masks?.encoder)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
  });

  it('reads less and less of the data where the decoder is to stand on its own in the end', () => {
    const share = (step: number) =>
      mean(lesson({ mixSteps: '100' }, [sounding(1)], step).batch.share ?? []);
    expect(share(0)).toBe(1);
    expect(share(50)).toBeGreaterThan(0.2);
    expect(share(50)).toBeLessThan(0.8);
    expect(share(100)).toBe(0);
  });

  it('scales the noise of z', () => {
    const [whole, half] = [
      lesson({}, [sounding(1)]),
      lesson({ latentNoise: '0.5' }, [sounding(1)]),
    ];
    half.noise.forEach((value, at) => expect(value).toBeCloseTo((whole.noise[at] ?? 0) / 2, 6));
  });

  it('is the same for the same seed and step, so that an interrupted run goes on with the same curve', () => {
    const set = { transpose: '2', cellsDropped: '0.2', hiddenDropped: '0.2' };
    const next = uniform(1);
    const segments = Array.from({ length: 5 }, () => sounding(Math.floor(5 * next())));
    expect(lesson(set, segments, 7)).toEqual(lesson(set, segments, 7));
    expect(lesson(set, segments, 7)).not.toEqual(lesson(set, segments, 8));
  });
});

describe('the course of a run', () => {
  it('falls evenly or steps once, and is stretched over the epochs that are asked for', () => {
    const falling = changed(presetNamed('paper-a'), { epochs: '100' });
    expect(rateAt(falling, 0)).toBe(1e-3);
    expect(rateAt(falling, 50)).toBeCloseTo(Math.sqrt(1e-3 * 5e-6), 9);
    expect(rateAt(falling, 100)).toBeCloseTo(5e-6, 12);
    const step = changed(falling, { rateCourse: 'step', rateStep: '0.8' });
    expect([0, 79, 80, 100].map((epoch) => rateAt(step, epoch))).toEqual([1e-3, 1e-3, 5e-6, 5e-6]);
  });

  it('lets the KL term in slowly where a warm-up is asked for', () => {
    const setting = changed(presetNamed('check'), { klWarmUp: '100', klWeight: '2' });
    expect([0, 49, 99, 500].map((step) => klWeightAt(setting, step))).toEqual([0.02, 1, 2, 2]);
    expect(klWeightAt(presetNamed('check'), 0)).toBe(0.5);
    expect(taughtShareAt(changed(setting, { mixSteps: '10' }), 5)).toBe(0.5);
  });
});
