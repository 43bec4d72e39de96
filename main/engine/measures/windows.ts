/** Measures a network on windows of music: its bound, and how many notes come back when the mean is decoded. */
import type { Part } from '#main/music/part.ts';
import type { Column, Segment } from '#main/segments/representation.ts';
import { countCells, matchThresholds, type ByKind } from '#main/segments/sample.ts';
import type { Network } from '../network.ts';
import { batchOf, type Folding } from '../training/batches.ts';
import { noise, randomFor } from '../training/random.ts';
import { f1, noteCounter, pooled, type Counts } from './notes.ts';

/** Windows that pass through the network together when measuring. */
const TOGETHER = 128;

/** The bound and its parts in nats per step of the representation; bound = -(reconstruction + kl), KL weight 1. */
export interface BoundParts {
  readonly bound: number;
  readonly reconstruction: number;
  readonly kl: number;
}

/** Sums over a segment as nats per step. */
export function perStep(
  sums: { readonly reconstruction: number; readonly kl: number },
  steps: number,
): BoundParts {
  const reconstruction = sums.reconstruction / steps;
  const kl = sums.kl / steps;
  return { bound: -(reconstruction + kl), reconstruction, kl };
}

function* batches(segments: readonly Segment[]): Generator<readonly Segment[]> {
  for (let at = 0; at < segments.length; at += TOGETHER) yield segments.slice(at, at + TOGETHER);
}

/** At most `most` segments, evenly spread; all where there are no more. */
export function spreadOut<S>(segments: readonly S[], most: number): readonly S[] {
  if (segments.length <= most) return segments;
  return segments.filter(
    (_, index) =>
      Math.floor((index * most) / segments.length) !==
      Math.floor(((index - 1) * most) / segments.length),
  );
}

/** The bound over all the segments, one sampled z each; null where there is none. */
export async function boundOf(
  network: Network,
  segments: readonly Segment[],
  folding: Folding,
  seed: number,
): Promise<BoundParts | null> {
  if (segments.length === 0) return null;
  const random = randomFor(seed, 'measure', 0);
  let reconstruction = 0;
  let kl = 0;
  for (const some of batches(segments)) {
    const eta = noise(random, some.length * network.architecture.latent);
    const losses = await network.losses(batchOf(some, folding), eta);
    reconstruction += (losses.reconstruction * some.length) / segments.length;
    kl += (losses.kl * some.length) / segments.length;
  }
  return perStep({ reconstruction, kl }, folding.steps * folding.fold);
}

/** Means of the segments, each Z numbers, in their order. */
export async function meansOf(
  network: Network,
  segments: readonly Segment[],
  folding: Folding,
): Promise<Float32Array[]> {
  const { latent } = network.architecture;
  const means: Float32Array[] = [];
  for (const some of batches(segments)) {
    const { mean } = await network.encode(batchOf(some, folding));
    some.forEach((_, index) => means.push(mean.slice(index * latent, (index + 1) * latent)));
  }
  return means;
}

/** The segments with the probabilities that their decoded means give, batch by batch. */
async function* decoded(network: Network, segments: readonly Segment[], folding: Folding) {
  for (const some of batches(segments)) {
    const batch = batchOf(some, folding);
    const { mean } = await network.encode(batch);
    const probabilities = await network.decode(mean, batch.size, batch.position);
    yield { cells: batch.cells, probabilities };
  }
}

/** The thresholds at which decoded windows hold as many notes as the music. */
export async function thresholdsOf(
  network: Network,
  segments: readonly Segment[],
  folding: Folding,
  columns: readonly Column[],
): Promise<ByKind> {
  const window = folding.steps * folding.inputs;
  const all = new Float32Array(segments.length * window);
  const wanted = { onset: 0, sustain: 0 };
  let at = 0;
  for await (const { cells, probabilities } of decoded(network, segments, folding)) {
    all.set(probabilities, at);
    at += probabilities.length;
    const { onset, sustain } = countCells(cells, columns);
    wanted.onset += onset;
    wanted.sustain += sustain;
  }
  return matchThresholds(all, columns, wanted);
}

/** Note and frame F1 of decoded means, pooled over all windows, part labels ignored, drums left out; null where there is no window. */
export async function noteScores(
  network: Network,
  segments: readonly Segment[],
  folding: Folding,
  columns: readonly Column[],
  thresholds: ByKind,
): Promise<{ readonly noteF1: number; readonly frameF1: number } | null> {
  if (segments.length === 0) return null;
  const counter = noteCounter(columns, thresholds);
  const window = folding.steps * folding.inputs;
  let notes: Counts = { hits: 0, found: 0, wanted: 0 };
  let frames = notes;
  for await (const { cells, probabilities } of decoded(network, segments, folding))
    for (let at = 0; at < cells.length; at += window) {
      const wanted = cells.subarray(at, at + window);
      const given = probabilities.subarray(at, at + window);
      notes = pooled(notes, counter.notes(wanted, given));
      frames = pooled(frames, counter.frames(wanted, given));
    }
  return { noteF1: f1(notes), frameF1: f1(frames) };
}

/** Note F1 of each part by itself, where who plays must match too; of drums their onsets. Null where there is no window. */
export async function partScores(
  network: Network,
  segments: readonly Segment[],
  folding: Folding,
  columns: readonly Column[],
  thresholds: ByKind,
): Promise<Readonly<Partial<Record<Part, number>>> | null> {
  if (segments.length === 0) return null;
  const parts = [...new Set(columns.map(({ part }) => part))].map((part) => ({
    part,
    counter: noteCounter(columns, thresholds, (column) => column.part === part),
  }));
  const found = new Map<Part, Counts>();
  const window = folding.steps * folding.inputs;
  for await (const { cells, probabilities } of decoded(network, segments, folding))
    for (let at = 0; at < cells.length; at += window)
      for (const { part, counter } of parts) {
        const wanted = cells.subarray(at, at + window);
        const counts = counter.notes(wanted, probabilities.subarray(at, at + window));
        found.set(part, pooled(found.get(part) ?? { hits: 0, found: 0, wanted: 0 }, counts));
      }
  return Object.fromEntries([...found].map(([part, counts]) => [part, f1(counts)]));
}
