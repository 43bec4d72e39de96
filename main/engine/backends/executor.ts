/** What an executor of the described network offers; the network itself is written once on top of it. */
import type { Size } from '../model/operation.ts';
import type { BackendName } from '../network.ts';

/** A value to be fed: numbers and their shape. */
export interface Fed {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Values fed to one run, by the names of `feeds` in model/vrae.ts. */
export type Feeds = Readonly<Record<string, Fed>>;

/** What one run may be asked for; names of values of the described network. */
export type Fetch =
  | 'mean'
  | 'logVariance'
  | 'reconstruction'
  | 'kl'
  | 'probabilities'
  | 'start'
  | 'lastState'
  | 'lastOutput';

/** What is kept from run to run, one of each a weight: the weights, the two moments of Adam, the weights' running average. */
export const keptKinds = ['weights', 'firstMoment', 'secondMoment', 'average'] as const;
export type Kept = (typeof keptKinds)[number];

/** The numbers of one step of Adam (Kingma and Ba 2014, in the ordering of the end of their section 2). */
export interface AdamStep {
  /** learningRate sqrt(1 - beta2^t) / (1 - beta1^t). */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Global norm that the gradients are shrunk to where theirs is greater. */
  readonly clip: number;
  /** Share of every matrix that is taken away beside Adam's step (decoupled, Loshchilov and Hutter 2019); biases keep theirs. */
  readonly decay: number;
  /** Share of the running average that stays. */
  readonly averaging: number;
}

/** Adam's epsilon, added to the root of the second moment. */
export const epsilon = 1e-8;

/** One described network inside one backend. Every call is synchronous. */
export interface Executor {
  readonly backend: BackendName;
  /** Values of the described network, each as the flat numbers of its shape. */
  run(fetches: readonly Fetch[], feeds: Feeds): readonly Float32Array[];
  /** One step of Adam; answers reconstruction and kl of before it, sums over the batch. */
  learn(feeds: Feeds, step: AdamStep): { readonly reconstruction: number; readonly kl: number };
  /** The gradients by weight name, before any clip: for tests against other programs. */
  gradients(feeds: Feeds): ReadonlyMap<string, Float32Array>;
  read(what: Kept): ReadonlyMap<string, Float32Array>;
  write(what: Kept, values: ReadonlyMap<string, Float32Array>): void;
  dispose(): void;
}

/** Whether weight decay acts on a weight of this shape. */
export const decays = (shape: readonly Size[]): boolean => shape.length > 1;

/** Sizes with the batch filled in. */
export const sized = (shape: readonly Size[], batch: number): number[] =>
  shape.map((size) => (size === 'batch' ? batch : size));

/** A value that must be in a map, because the same description made its keys. */
export function of<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing under ${String(key)}`);
  return value;
}

/** An element that must be in an array, because the same description made its length. */
export function at<Value>(values: ArrayLike<Value>, index: number): Value {
  const value = values[index];
  if (value === undefined) throw new Error(`no element ${index} of ${values.length}`);
  return value;
}
