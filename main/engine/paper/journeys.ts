/** What the paper lets its models play: ways between parts of songs, and a thousand steps from one z. */
import { interpolate, weightedMean } from '#main/latent/latent.ts';
import { gaussian } from '#main/latent/random.ts';
import { countCells, PLAIN, type ByKind } from '#main/segments/sample.ts';
import type { Instrument } from '../answering/instrument.ts';
import { cellsOf } from '../answering/phrase.ts';
import type { MappedSegment } from '../learned-model.ts';
import { randomFor } from '../training/random.ts';

/** Points of a way, ends included. */
const WAY = 9;
/** Steps of a long generation, 50 s at 20 Hz. */
export const LONG = 1000;

/** Something that was played. */
export interface Played {
  readonly name: string;
  /** What it is, in words. */
  readonly title: string;
  /** Index of the song that lends its instruments. */
  readonly song: number;
  /** Windows one after the other, each (step, column). */
  readonly windows: readonly Uint8Array[];
  readonly latents: readonly (readonly number[])[];
}

/** Pairs of segments: parts of different songs, and last two parts of one song. */
function pairs(instrument: Instrument): readonly (readonly [MappedSegment, MappedSegment])[] {
  const { songs, segments } = instrument.model;
  const bySong = songs
    .map((_, song) => segments.filter((segment) => segment.song === song))
    .filter((own) => own.length > 0);
  const middle = (own: readonly MappedSegment[]) => own[Math.floor(own.length / 2)];
  const between = bySong
    .slice(0, 4)
    .map((own, index) => [middle(own), middle(bySong[index + 1] ?? [])] as const);
  const longest = bySong.toSorted((a, b) => b.length - a.length)[0] ?? [];
  const within = [0.25, 0.75].map((share) => longest[Math.floor(share * longest.length)]);
  return [...between, [within[0], within[1]] as const].flatMap(([a, b]) =>
    a === undefined || b === undefined || a === b ? [] : [[a, b] as const],
  );
}

/** Ways between parts of songs; each step between holds as many notes as lie between its ends. */
export async function interpolations(instrument: Instrument): Promise<readonly Played[]> {
  const { model } = instrument;
  const { columns, songs } = model;
  const nameOf = ({ song, bar }: MappedSegment) => `${songs[song]?.name ?? ''}, bar ${bar}`;
  const made: Played[] = [];
  for (const [index, [from, to]] of pairs(instrument).entries()) {
    const latents = Array.from({ length: WAY }, (_, at) =>
      interpolate(from.mean, to.mean, at / (WAY - 1), 'linear'),
    );
    const probabilities = await decoded(instrument, latents, model.representation.steps);
    const ends = [0, WAY - 1].map((at) =>
      countCells(cellsOf(model, probabilities[at] ?? new Float32Array(), null, PLAIN), columns),
    );
    const expected = (at: number): ByKind | null => {
      const [a, b] = ends;
      if (at === 0 || at === WAY - 1 || a === undefined || b === undefined) return null;
      const [onset = 0, sustain = 0] = weightedMean(
        [a, b].map((each) => [each.onset, each.sustain]),
        [WAY - 1 - at, at],
      );
      return { onset, sustain };
    };
    made.push({
      name: `interpolation-${index + 1}`,
      title: `${nameOf(from)} to ${nameOf(to)}`,
      song: from.song,
      windows: probabilities.map((each, at) => cellsOf(model, each, expected(at), PLAIN)),
      latents,
    });
  }
  return made;
}

/** A thousand steps from the z of a segment and from random ones: the decoder runs on past T by itself. */
export async function generations(
  instrument: Instrument,
  seed: number,
): Promise<readonly Played[]> {
  const { model } = instrument;
  const own = model.segments[Math.floor(model.segments.length / 2)];
  const random = randomFor(seed, 'measure', 1);
  const chance = () => Array.from({ length: model.architecture.latent }, () => gaussian(random));
  const starts = [
    ...(own === undefined
      ? []
      : [
          {
            name: 'generated-encoded',
            title: `${LONG} steps from ${model.songs[own.song]?.name ?? ''}, bar ${own.bar}`,
            song: own.song,
            latent: Array.from(own.mean),
          },
        ]),
    ...[1, 2].map((count) => ({
      name: `generated-random-${count}`,
      title: `${LONG} steps from a random z`,
      song: 0,
      latent: chance(),
    })),
  ];
  const probabilities = await decoded(
    instrument,
    starts.map(({ latent }) => latent),
    LONG,
  );
  return starts.map(({ name, title, song, latent }, index) => ({
    name,
    title,
    song,
    latents: [latent],
    windows: [cellsOf(model, probabilities[index] ?? new Float32Array(), null, PLAIN)],
  }));
}

/** Probabilities of latents over some steps of the representation, each (step, column). */
async function decoded(
  { network, folding }: Instrument,
  latents: readonly (readonly number[])[],
  steps: number,
): Promise<readonly Float32Array[]> {
  const rounds = Math.ceil(steps / folding.fold);
  const positions = new Float32Array(latents.length * rounds * folding.position);
  const all = await network.decode(
    Float32Array.from(latents.flat()),
    latents.length,
    positions,
    rounds,
  );
  const each = rounds * folding.inputs;
  const wanted = (steps * folding.inputs) / folding.fold;
  return latents.map((_, index) => all.slice(index * each, index * each + wanted));
}

/** How much happens in cells (step, column): steps that differ from each other, and steps in which nothing sounds. */
export function variety(
  cells: Uint8Array,
  columns: number,
): { readonly steps: number; readonly distinctSteps: number; readonly silence: number } {
  const steps = cells.length / columns;
  const seen = new Set<string>();
  let silent = 0;
  for (let step = 0; step < steps; step += 1) {
    const row = cells.subarray(step * columns, (step + 1) * columns);
    seen.add(row.join(''));
    if (!row.includes(1)) silent += 1;
  }
  return { steps, distinctSteps: seen.size, silence: steps === 0 ? 1 : silent / steps };
}
