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

/** Segments below which a share costs more than it saves: weights are made ready for a product anew in each. */
const leastOfShare = 16;

/** How many shares of so many segments are worth it, where so many can run at once. */
export const worthwhile = (segments: number, atOnce: number): number =>
  Math.min(atOnce, Math.max(1, Math.floor(segments / leastOfShare)));

/** How many segments are fed. */
export const segmentsIn = (feeds: Feeds, batched: ReadonlySet<string>): number =>
  Object.entries(feeds).find(([name]) => batched.has(name))?.[1].shape[0] ?? 0;

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
    const edge = (share: number): number => Math.floor((rows * share) / count);
    return Array.from({ length: count }, (_, share) => {
      const [from, end] = [edge(share), edge(share + 1)];
      const values = fed.values.subarray(from * size, end * size);
      return [shareOf(name, share), { shape: [end - from, ...row], values }];
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
