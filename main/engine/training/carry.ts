/** Goes on from a model: exactly where its columns are the same, and with what it knows of shared columns where songs came or went. */
import { Failure } from '#main/protocol/failure.ts';
import type { Carried } from '#main/protocol/learning.ts';
import type { Column } from '#main/segments/representation.ts';
import type { LearnedModel } from '../learned-model.ts';
import type { Architecture, Weights } from '../network.ts';
import type { Layout } from './data.ts';

/** Where a run begins: weights, and the optimiser's state where it is known. */
export interface Beginning {
  readonly weights: Weights;
  readonly optimiser: Weights | null;
}

type Numbers = Weights extends ReadonlyMap<string, infer Value> ? Value : never;

/** Along which axis a weight has one entry an input; null: its shape does not depend on the columns. */
function inputAxis(name: string): number | null {
  if (name.endsWith('.cells') || name.endsWith('output.bias')) return 0;
  return name.endsWith('output.weights') ? 1 : null;
}

const textOf = ({ part, pitch, kind }: Column): string => `${part} ${pitch} ${kind}`;

/** For each input of the new layout the input of the old one that meant the same; -1: none. An input is (step in the fold, column). */
function sources(from: readonly Column[], to: readonly Column[], fold: number): Int32Array {
  const known = new Map(from.map((column, index) => [textOf(column), index]));
  return Int32Array.from({ length: fold * to.length }, (_, input) => {
    const column = to[input % to.length];
    const old = column === undefined ? undefined : known.get(textOf(column));
    return old === undefined ? -1 : Math.floor(input / to.length) * from.length + old;
  });
}

/** `fresh` with what `old` has for the inputs that both know. */
function carried(old: Numbers, fresh: Numbers, axis: number, source: Int32Array): Numbers {
  const values = fresh.values.slice();
  const [rows = 1, columns = 1] = fresh.shape;
  const oldColumns = old.shape[1] ?? 1;
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const from = source[axis === 0 ? row : column] ?? -1;
      if (from < 0) continue;
      const at = axis === 0 ? from * oldColumns + column : row * oldColumns + from;
      values[row * columns + column] = old.values[at] ?? 0;
    }
  return { shape: fresh.shape, values };
}

const isInCommonKey = ({ representation }: Pick<Layout, 'representation'>): boolean =>
  representation.time === 'grid' && representation.commonKey;

function checkFit(from: LearnedModel, layout: Layout, wanted: Architecture): void {
  const had = new Map<string, unknown>(Object.entries(from.architecture));
  const other = Object.entries(wanted).flatMap(([key, value]) =>
    key === 'inputs' || had.get(key) === value ? [] : [key],
  );
  if (from.fold !== layout.folding.fold) other.push('fold');
  if (isInCommonKey(from) !== isInCommonKey(layout)) other.push('commonKey');
  if (other.length > 0) throw new Failure('engine_resume_architecture', other.join(', '));
}

/** What becomes of a model's columns in another layout; null where they are the same. A pitch counts once a part. */
export function carriedFrom(from: readonly Column[], to: readonly Column[]): Carried | null {
  const pitches = (columns: readonly Column[]) =>
    new Map(columns.map(({ part, pitch }) => [`${part} ${pitch}`, { part, pitch }]));
  const [old, now] = [pitches(from), pitches(to)];
  const gone = [...old].flatMap(([key, column]) => (now.has(key) ? [] : [column]));
  const added = [...now.keys()].filter((key) => !old.has(key)).length;
  return gone.length + added === 0 ? null : { kept: now.size - added, added, gone };
}

/**
 * The beginning of a run that goes on from `from` on songs laid out as `layout`; null: from nothing, with `fresh`. Columns that both have keep their
 * weights and the optimiser's moments, columns that went are forgotten, new ones start as `fresh` does.
 * @throws Failure `engine_resume_architecture` (detail: what differs), `engine_resume_columns` (no column is shared)
 */
export function beginningFrom(
  from: LearnedModel | null,
  layout: Layout,
  wanted: Architecture,
  fresh: Weights,
): Beginning {
  if (from === null) return { weights: fresh, optimiser: null };
  checkFit(from, layout, wanted);
  const weights = from.resumption?.latest ?? from.weights;
  const optimiser = from.resumption?.optimiser ?? null;
  const same = from.columns.map(textOf).join() === layout.columns.map(textOf).join();
  if (same) return { weights, optimiser };
  const source = sources(from.columns, layout.columns, layout.folding.fold);
  if (source.every((input) => input < 0)) throw new Failure('engine_resume_columns');
  const carry = (old: Weights, start: (name: string) => Numbers | undefined): Weights =>
    new Map(
      [...old].map(([name, numbers]) => {
        const axis = inputAxis(name);
        const first = start(name);
        const kept = axis === null || first === undefined;
        return [name, kept ? numbers : carried(numbers, first, axis, source)];
      }),
    );
  return {
    weights: carry(weights, (name) => fresh.get(name)),
    optimiser:
      optimiser &&
      carry(optimiser, (name) => {
        const first = fresh.get(name.slice(name.indexOf('.') + 1));
        const zeros = first && {
          shape: first.shape,
          values: new Float32Array(first.values.length),
        };
        return name.startsWith('average.') ? first : zeros;
      }),
  };
}
