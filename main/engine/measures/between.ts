/** What lies between songs: how full blends are, whether they keep to a key, and whether the way from one to another is even. */
import { seededRandom } from '#main/latent/random.ts';
import type { Column } from '#main/segments/representation.ts';
import { countCells, PLAIN } from '#main/segments/sample.ts';
import type { Instrument } from '../answering/instrument.ts';
import { ways } from '../answering/journey.ts';

/** Figures of some ways between bars of different songs; null where there is none. */
export interface BetweenMeasures {
  /** Onsets half-way, against the mean of both ends. */
  readonly blendNotes: number | null;
  /** Share of the notes half-way that lie in the key that fits them best; the same of the ends. */
  readonly blendInKey: number | null;
  readonly parentsInKey: number | null;
  /** Share of ways whose two ends are, cell for cell, what their segments alone sound like. */
  readonly endsExact: number | null;
  /** Share of steps on the way that do not lead back: not nearer to the beginning, not farther from the end. */
  readonly monotone: number | null;
}

const WAYS = 24;
const STOPS = 5;
const MAJOR: readonly number[] = [0, 2, 4, 5, 7, 9, 11];

/** Notes and those of them that lie in the major scale (or its relative minor) that holds the most; drums have no key. */
function inKey(cells: Uint8Array, columns: readonly Column[]) {
  const classes = new Float64Array(12);
  cells.forEach((cell, at) => {
    const column = columns[at % columns.length];
    if (cell === 0 || column === undefined) return;
    if (column.kind === 'sustain' || column.part === 'drums') return;
    const pitchClass = column.pitch % 12;
    classes[pitchClass] = (classes[pitchClass] ?? 0) + 1;
  });
  const scales = Array.from(classes, (_, tonic) =>
    MAJOR.reduce((sum, degree) => sum + (classes[(tonic + degree) % 12] ?? 0), 0),
  );
  return { notes: classes.reduce((a, b) => a + b, 0), inside: Math.max(...scales) };
}

function apart(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, cell, at) => sum + (cell === b[at] ? 0 : 1), 0);
}

/** Pairs of segments of different songs, chosen by a seed. */
function pairs(instrument: Instrument, seed: number): readonly (readonly [number, number])[] {
  const { segments } = instrument.model;
  const random = seededRandom(seed);
  const any = () => Math.floor(random() * segments.length);
  if (new Set(segments.map(({ song }) => song)).size < 2) return [];
  const found: [number, number][] = [];
  while (found.length < WAYS) {
    const [a, b] = [any(), any()];
    if (segments[a]?.song !== segments[b]?.song) found.push([a, b]);
  }
  return found;
}

/** Measures ways between pairs of segments that are chosen by `seed`. */
export async function betweenMeasures(
  instrument: Instrument,
  seed: number,
): Promise<BetweenMeasures> {
  const { columns } = instrument.model;
  let notes = 0;
  let parents = 0;
  let even = 0;
  let steps = 0;
  let walked = 0;
  let exact = 0;
  const keys = { blends: { notes: 0, inside: 0 }, ends: { notes: 0, inside: 0 } };
  const heard = (of: keyof typeof keys, cells: Uint8Array): void => {
    const found = inKey(cells, columns);
    keys[of].notes += found.notes;
    keys[of].inside += found.inside;
  };
  for (const [from, to] of pairs(instrument, seed)) {
    const [a, b] = [[{ index: from, weight: 1 }], [{ index: to, weight: 1 }]];
    const stops = await instrument.cells(ways(instrument, a, b, STOPS, 'spherical'), PLAIN);
    const [first, last, middle] = [stops[0], stops.at(-1), stops[(STOPS - 1) / 2]];
    if (first === undefined || last === undefined || middle === undefined) continue;
    walked += 1;
    exact += +(apart(first, instrument.reconstructed(from)) === 0);
    exact += +(apart(last, instrument.reconstructed(to)) === 0);
    notes += countCells(middle, columns).onset;
    parents += (countCells(first, columns).onset + countCells(last, columns).onset) / 2;
    heard('blends', middle);
    heard('ends', first);
    heard('ends', last);
    for (let k = 1; k < stops.length; k += 1) {
      const [before, now] = [stops[k - 1], stops[k]];
      if (before === undefined || now === undefined) continue;
      steps += 2;
      even += +(apart(now, first) >= apart(before, first));
      even += +(apart(now, last) <= apart(before, last));
    }
  }
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    blendNotes: share(notes, parents),
    blendInKey: share(keys.blends.inside, keys.blends.notes),
    parentsInKey: share(keys.ends.inside, keys.ends.notes),
    endsExact: share(exact, 2 * walked),
    monotone: share(even, steps),
  };
}
