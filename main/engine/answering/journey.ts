/** Walks through a model: from one place to another in steps, and medleys through songs. */
import { interpolate, type Line } from '#main/latent/latent.ts';
import { seededRandom } from '#main/latent/random.ts';
import {
  crossFade,
  pacedWalk,
  planWalk,
  WALK,
  walkLatents,
  walkShares,
  windowsFor,
  type WalkPlace,
} from '#main/latent/walk.ts';
import { Failure } from '#main/protocol/failure.ts';
import { countCells, PLAIN, type ByKind, type Shape } from '#main/segments/sample.ts';
import type { LearnedModel } from '../learned-model.ts';
import type { Parents } from './parents.ts';
import { cellsOf, phraseOf } from './phrase.ts';
import type { Answer, Idea, Instrument, Place } from './instrument.ts';

/** `steps` answers from one place to another, ends included; the number of notes goes from the one's to the other's. */
export async function between(
  instrument: Instrument,
  from: Place,
  to: Place,
  steps: number,
  line: Line,
  shape: Shape,
): Promise<readonly Answer[]> {
  const [a, b] = [from, to].map((place) => instrument.weightsOf([{ ...place, weight: 1 }]));
  if (a === undefined || b === undefined) throw new Error('between: two ends');
  return instrument.answers(ways(instrument, a, b, steps, line), shape);
}

/** The ideas on the way from one weighted mean of segments to another, both ends included. */
export function ways(
  instrument: Instrument,
  from: Parents,
  to: Parents,
  steps: number,
  line: Line,
): readonly Idea[] {
  const [a, b] = [instrument.mix(from), instrument.mix(to)];
  return Array.from({ length: steps }, (_, index): Idea => {
    if (index === 0) return a;
    if (index === steps - 1) return b;
    const share = index / (steps - 1);
    const parents = [
      ...from.map(({ index: segment, weight }) => ({
        index: segment,
        weight: weight * (1 - share),
      })),
      ...to.map(({ index: segment, weight }) => ({ index: segment, weight: weight * share })),
    ];
    return {
      ...instrument.mix(parents),
      latent: interpolate(a.latent, b.latent, share, line),
    };
  });
}

/** What a medley is made of. */
export interface MedleyWish {
  /** Steps of the representation. */
  readonly steps: number;
  /** Hashes, in their order; none: all songs. */
  readonly songs: readonly string[];
  /** Steps of an endless walk that lie before it, whole half windows; absent: the walk is as long as the medley and paced for it. */
  readonly begin?: number | undefined;
  /** Standard deviations by which each window strays. */
  readonly variety: number;
  readonly shape: Shape;
}

/** A medley: the answer, and the share of steps in which nothing sounds. */
export interface Medley extends Answer {
  readonly silence: number;
}

/**
 * A walk through songs with bridges between them; windows overlap by half and are faded into each other.
 * @throws Failure `engine_song_unknown`, `engine_map_empty`
 */
export async function medley(instrument: Instrument, wish: MedleyWish): Promise<Medley> {
  const { model } = instrument;
  const { cells, songs } = await medleyCells(instrument, wish);
  const song = model.songs[songs[0]?.song ?? 0] ?? null;
  const whole: Idea = { latent: [], songs, expected: null, parents: [], knowledge: 1 };
  return {
    phrase: phraseOf(model, cells, song),
    shares: instrument.shares(whole),
    knowledge: 1,
    silence: silentShare(cells, model.columns.length),
  };
}

/** The cells (step, column) of a medley, and its songs with the heaviest first. */
export async function medleyCells(
  instrument: Instrument,
  wish: MedleyWish,
): Promise<{ readonly cells: Uint8Array; readonly songs: Idea['songs'] }> {
  const { model } = instrument;
  const chosen =
    wish.songs.length > 0
      ? wish.songs.map((hash) => instrument.songIndex(hash))
      : model.songs.map((_, index) => index);
  const rows = chosen.map((song) =>
    model.segments.flatMap((segment, index) => (segment.song === song ? [index] : [])),
  );
  if (rows.every((row) => row.length === 0)) throw new Failure('engine_map_empty');
  const { steps, shape, variety } = wish;
  const window = model.representation.steps;
  const random = seededRandom(shape.seed);
  const half = window / 2;
  const endless = wish.begin !== undefined;
  const before = Math.floor((wish.begin ?? 0) / half);
  // One window more than is heard: what fades in at its end must have faded in where the walk goes on.
  const count = windowsFor(before * half + steps, window) + (endless ? 2 : 0);
  const windows = rows.map((row) => row.length);
  const worth = (song: number, start: number, run: number) =>
    differentSteps(instrument, rows[song]?.slice(start, start + run + 1) ?? []);
  const plan = planWalk(count, windows, random, endless ? WALK : pacedWalk(count, windows), worth);
  const indexAt = (place: WalkPlace) => rows[place.song]?.[place.window] ?? 0;
  const meanAt = (place: WalkPlace) => model.segments[indexAt(place)]?.mean ?? [];
  const deviations = instrument.deviations();
  const latents = walkLatents(plan, meanAt, 'spherical', variety, deviations, random);
  const songs = [...walkShares(plan.slice(before, endless ? count - 1 : count))]
    .map(([song, share]) => ({ song: chosen[song] ?? 0, share }))
    .sort((a, b) => b.share - a.share);
  // A walk that goes on keeps to one bar, whatever song is the heaviest of the moment.
  const heaviest = endless ? [{ song: chosen[0] ?? 0, share: 1 }] : songs.slice(0, 1);
  const first = Math.max(0, before - 1);
  const parents = plan.slice(first).map((place) =>
    place.kind === 'song'
      ? [{ index: indexAt(place), weight: 1 }]
      : [
          { index: indexAt(place.from), weight: 1 - place.share },
          { index: indexAt(place.to), weight: place.share },
        ],
  );
  const ideas = latents.slice(first).map((latent, index): Idea => {
    const own = parents[index] ?? [];
    const expected = instrument.expected(own);
    return { latent, songs: heaviest, expected, parents: own, knowledge: 1 };
  });
  const probabilities = await instrument.probabilities(ideas);
  const lead = (before - first) * half;
  const joined = crossFade(probabilities, window, model.columns.length, lead + steps);
  const alone = probabilities.map((own, index) =>
    cellsOf(model, own, ideas[index]?.expected ?? null, PLAIN),
  );
  const seeded = { ...shape, seed: shape.seed + first };
  const cells = section(model, joined, alone, seeded);
  return { cells: cells.slice(lead * model.columns.length), songs };
}

/** How many different sounding steps the first halves of some segments hold: what a medley would say there. */
function differentSteps(instrument: Instrument, segments: readonly number[]): number {
  const width = instrument.model.columns.length;
  const seen = new Set<string>();
  for (const segment of segments) {
    const cells = instrument.reconstructed(segment);
    for (let at = 0; at < cells.length / 2; at += width) {
      const row = cells.subarray(at, at + width);
      if (row.includes(1)) seen.add(row.join(''));
    }
  }
  return seen.size;
}

/**
 * The cells of faded windows, half a window at a time, each as full as the windows that meet there are by themselves:
 * where different music meets every probability is low, and one threshold for the whole would leave holes there.
 */
function section(
  model: LearnedModel,
  joined: Float32Array,
  alone: readonly Uint8Array[],
  shape: Shape,
): Uint8Array {
  const { columns } = model;
  const half = (model.representation.steps / 2) * columns.length;
  const cells = new Uint8Array(joined.length);
  for (let at = 0, k = 0; at < joined.length; at += half, k += 1) {
    const own = joined.subarray(at, at + half);
    const meeting = [alone[k - 1]?.subarray(half), alone[k]?.subarray(0, half)];
    const counts = meeting.flatMap((part) =>
      part === undefined ? [] : [countCells(part.subarray(0, own.length), columns)],
    );
    const mean = (kind: keyof ByKind) =>
      counts.reduce((sum, count) => sum + count[kind], 0) / Math.max(1, counts.length);
    const expected = { onset: mean('onset'), sustain: mean('sustain') };
    const seeded = { ...shape, seed: shape.seed + k };
    cells.set(cellsOf(model, own, expected, seeded), at);
  }
  return cells;
}

function silentShare(cells: Uint8Array, columns: number): number {
  const steps = cells.length / columns;
  let silent = 0;
  for (let step = 0; step < steps; step += 1)
    if (!cells.subarray(step * columns, (step + 1) * columns).includes(1)) silent += 1;
  return steps === 0 ? 1 : silent / steps;
}
