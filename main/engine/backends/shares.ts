/**
 * Carries a batch out in shares of its segments, the same nodes once a share: a recurrent step is too small to be divided among
 * the cores, but shares need nothing of each other until their gradients are added.
 */
import type { Expression, Shape } from '../model/operation.ts';
import { inOrder, needs } from '../model/order.ts';
import type { Fed, Feeds } from './executor.ts';
import { at } from './executor.ts';
import { type GraphWriter, ofFloat } from './graph.ts';
import { Lowering, sizes } from './lowering.ts';

/** Lowers expressions into a graph, for every share; answers node outputs. */
export class Shares {
  readonly #graph: GraphWriter;
  readonly #shares: readonly Lowering[];
  readonly #inputs = new Set<string>();
  readonly #done = new Set<Expression>();
  /** Names of the inputs that were met and have a row a segment. */
  readonly batched = new Set<string>();

  /**
   * @param count of shares
   * @param weights the node that reads each weight, by name
   */
  constructor(graph: GraphWriter, count: number, weights: ReadonlyMap<string, string>) {
    this.#graph = graph;
    this.#shares = Array.from(
      { length: count },
      (_, share) => new Lowering(graph, weights, (name, shape) => this.#input(name, shape, share)),
    );
  }

  /** A value in each share, with everything it needs. */
  lower(value: Expression): readonly string[] {
    for (const each of inOrder([value])) {
      if (this.#done.has(each)) continue;
      this.#done.add(each);
      const [operand] = needs(each);
      const sum = each.operation.kind === 'whole' && operand ? this.total(operand) : undefined;
      for (const share of this.#shares) share.lower(each, sum);
    }
    return this.#shares.map((share) => share.lower(value));
  }

  /** A value that each share has a part of, such as a weight's gradient: their sum. */
  total(value: Expression): string {
    const parts = this.lower(value);
    return parts.length === 1
      ? at(parts, 0)
      : this.#graph.node('AddN', parts, { ...ofFloat, N: { count: parts.length } });
  }

  #input(name: string, shape: Shape, share: number): string {
    const batched = ofBatch(shape);
    if (batched) this.batched.add(name);
    const own = batched ? shareOf(name, share) : name;
    if (!this.#inputs.has(own)) {
      this.#inputs.add(own);
      this.#graph.placeholder(own, sizes(shape));
    }
    return own;
  }
}

/** Whether a value has a row a segment. */
export const ofBatch = (shape: Shape): boolean => shape[0] === 'batch';

/** Rows below which a share of its own is not worth its nodes. */
const rowsOfShare = 16;

/** How many of so many shares are worth it for what is fed, where each can be answered without the others. */
export function worthwhile(feeds: Feeds, count: number, batched: ReadonlySet<string>): number {
  const rows = Object.entries(feeds).find(([name]) => batched.has(name))?.[1].shape[0] ?? 0;
  return Math.min(count, Math.max(1, Math.floor(rows / rowsOfShare)));
}

const shareOf = (name: string, share: number): string => `${name}.${share}`;

/**
 * What is fed, with everything that has a row a segment cut into shares of about equal length, which may be empty.
 * @param batched names of what has a row a segment
 */
export function inShares(feeds: Feeds, count: number, batched: ReadonlySet<string>): Feeds {
  const cut = Object.entries(feeds).flatMap(([name, fed]): [string, Fed][] => {
    if (!batched.has(name)) return [[name, fed]];
    const [rows = 0, ...row] = fed.shape;
    const size = row.reduce((product, axis) => product * axis, 1);
    return Array.from({ length: count }, (_, share) => {
      const [from, end] = [share, share + 1].map((edge) => Math.floor((rows * edge) / count));
      return [
        shareOf(name, share),
        {
          shape: [(end ?? 0) - (from ?? 0), ...row],
          values: fed.values.subarray((from ?? 0) * size, (end ?? 0) * size),
        },
      ];
    });
  });
  return Object.fromEntries(cut);
}

/** The opposite, for what came out. */
export function joined(parts: readonly Float32Array[]): Float32Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const all = new Float32Array(parts.reduce((total, { length }) => total + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}
