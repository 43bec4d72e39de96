/** Walks through a model: from one place to another in steps, and medleys through songs. */
import { interpolate, type Line } from '#main/latent/latent.ts';
import { seededRandom } from '#main/latent/random.ts';
import { crossFade, planWalk, walkLatents, walkShares, windowsFor } from '#main/latent/walk.ts';
import { Failure } from '#main/protocol/failure.ts';
import { countCells, type ByKind, type Shape } from '#main/segments/sample.ts';
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
  const [a, b] = [from, to].map((place) => instrument.blend([{ ...place, weight: 1 }]));
  if (a === undefined || b === undefined) throw new Error('between: two ends');
  return instrument.answers(await ways(instrument, a, b, steps, line, shape), shape);
}

/** The ideas on the way from one to another, both ends included. */
export async function ways(
  instrument: Instrument,
  a: Idea,
  b: Idea,
  steps: number,
  line: Line,
  shape: Shape,
): Promise<readonly Idea[]> {
  const { columns } = instrument.model;
  const [atA, atB] = (await instrument.cells([a, b], { ...shape, temperature: 0 })).map((cells) =>
    countCells(cells, columns),
  );
  const count = (kind: keyof ByKind, share: number) =>
    (atA?.[kind] ?? 0) * (1 - share) + (atB?.[kind] ?? 0) * share;
  return Array.from({ length: steps }, (_, index): Idea => {
    const share = index / (steps - 1);
    if (index === 0) return a;
    if (index === steps - 1) return b;
    return {
      latent: interpolate(a.latent, b.latent, share, line),
      songs: mixedShares(a.songs, b.songs, share),
      expected: { onset: count('onset', share), sustain: count('sustain', share) },
      knowledge: 1,
    };
  });
}

/** Songs of an idea `share` of the way from one idea to another, the heaviest first. */
function mixedShares(from: Idea['songs'], to: Idea['songs'], share: number): Idea['songs'] {
  const sums = new Map<number, number>();
  for (const { song, share: own } of from) sums.set(song, own * (1 - share));
  for (const { song, share: own } of to) sums.set(song, (sums.get(song) ?? 0) + own * share);
  return [...sums]
    .map(([song, sum]) => ({ song, share: sum }))
    .sort((one, other) => other.share - one.share);
}

/** What a medley is made of. */
export interface MedleyWish {
  /** Steps of the representation. */
  readonly steps: number;
  /** Hashes, in their order; none: all songs. */
  readonly songs: readonly string[];
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
  const whole: Idea = { latent: [], songs, expected: null, knowledge: 1 };
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
  const rows = chosen.map((song) => model.segments.filter((segment) => segment.song === song));
  if (rows.every((row) => row.length === 0)) throw new Failure('engine_map_empty');
  const { steps, shape } = wish;
  const window = model.representation.steps;
  const random = seededRandom(shape.seed);
  const windows = rows.map((row) => row.length);
  const plan = planWalk(windowsFor(steps, window), windows, random);
  const meanAt = (place: { song: number; window: number }) =>
    rows[place.song]?.[place.window]?.mean ?? [];
  const { variety } = wish;
  const deviations = instrument.deviations();
  const latents = walkLatents(plan, meanAt, 'spherical', variety, deviations, random);
  const songs = [...walkShares(plan)]
    .map(([song, share]) => ({ song: chosen[song] ?? 0, share }))
    .sort((a, b) => b.share - a.share);
  const heaviest = songs.slice(0, 1);
  const ideas = latents.map((latent): Idea => {
    return { latent, songs: heaviest, expected: null, knowledge: 1 };
  });
  const decoded = await instrument.decode(ideas);
  const joined = crossFade(decoded, window, model.columns.length, steps);
  return { cells: cellsOf(model, joined, expectedIn(instrument, decoded, steps), shape), songs };
}

/** How many cells the windows have by themselves, counted once a step. */
function expectedIn(
  { model }: Instrument,
  decoded: readonly Float32Array[],
  steps: number,
): ByKind {
  const even: Shape = { temperature: 0, density: 0.5, seed: 1 };
  const counts = decoded.map((probabilities) =>
    countCells(cellsOf(model, probabilities, null, even), model.columns),
  );
  const each = steps / (decoded.length * model.representation.steps);
  const sum = (kind: keyof ByKind) =>
    counts.reduce((total, count) => total + count[kind], 0) * each;
  return { onset: sum('onset'), sustain: sum('sustain') };
}

function silentShare(cells: Uint8Array, columns: number): number {
  const steps = cells.length / columns;
  let silent = 0;
  for (let step = 0; step < steps; step += 1)
    if (!cells.subarray(step * columns, (step + 1) * columns).includes(1)) silent += 1;
  return steps === 0 ? 1 : silent / steps;
}
