/** A network on any executor: checks shapes, feeds segments, keeps the count of steps. */
import { directions, weightShapes } from '../model/weights.ts';
import { feeds as names } from '../model/vrae.ts';
import type { Hardening } from '../model/vrae.ts';
import type { Architecture, Batch, Network, StepSetting, Weights } from '../network.ts';
import type { Executor, Fed, Feeds, Kept } from './executor.ts';
import { at, of } from './executor.ts';
import { decodeSteps } from './generation.ts';

/** A clip that no gradient reaches, and a floor that no KL is below: what 0 means for both. */
const noClip = 1e30;
const noFloor = -1e30;

/** Builds the network; `hardening` is what it was described with, `started` are its first weights. */
export function networkOn(
  executor: Executor,
  architecture: Architecture,
  hardening: Hardening,
  started: Weights,
): Network {
  const { steps: T, inputs: D, hidden: H, latent: Z, position: P } = architecture;
  const maskSize = directions(architecture) * H;
  const shapes = new Map(weightShapes(architecture).map(({ name, shape }) => [name, shape]));
  const moments = ['firstMoment', 'secondMoment', 'average'] as const;
  let stepsDone = 0;

  const fed = (what: string, values: Float32Array, shape: readonly number[]): Fed => {
    const size = shape.reduce((product, axis) => product * axis, 1);
    if (values.length !== size)
      throw new RangeError(`${what}: ${values.length} numbers instead of (${shape.join(', ')})`);
    return { values, shape };
  };
  const number = (value: number): Fed => ({ values: Float32Array.of(value), shape: [] });
  const ones = (size: number) => new Float32Array(size).fill(1);
  const segments = (batch: Batch): Feeds => {
    const { size, cells, position, masks, heard = cells } = batch;
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`a batch of ${size} segments`);
    const { encoder = ones(size * maskSize), decoder = ones(size * H) } = masks ?? {};
    return {
      ...(hardening.cellsDropped && { [names.heard]: fed(names.heard, heard, [size, T, D]) }),
      ...(hardening.hiddenDropped && {
        [names.encoderMask]: fed(names.encoderMask, encoder, [size, maskSize]),
        [names.decoderMask]: fed(names.decoderMask, decoder, [size, H]),
      }),
      [names.cells]: fed(names.cells, cells, [size, T, D]),
      ...(P && { [names.position]: fed(names.position, position, [size, T, P]) }),
    };
  };
  const withNoise = (batch: Batch, noise: Float32Array): Feeds => ({
    ...segments(batch),
    [names.noise]: fed(names.noise, noise, [batch.size, Z]),
    ...(architecture.decoderInput === 'mixed' && {
      [names.share]: fed(names.share, batch.share ?? new Float32Array(T), [T]),
    }),
  });
  const copy = (what: Kept): Weights =>
    new Map(
      [...executor.read(what)].map(([name, values]) => [name, { shape: of(shapes, name), values }]),
    );
  /** The numbers of weights that fit this architecture exactly. */
  const fitting = (weights: Weights, prefix = ''): Map<string, Float32Array> => {
    const found = new Map<string, Float32Array>();
    for (const [name, shape] of shapes) {
      const weight = weights.get(prefix + name);
      if (!weight) throw new RangeError(`weight ${prefix}${name} is missing`);
      if (weight.shape.join() !== shape.join())
        throw new RangeError(
          `weight ${prefix}${name} is (${weight.shape.join(', ')}) instead of (${shape.join(', ')})`,
        );
      found.set(name, fed(prefix + name, weight.values, shape).values);
    }
    return found;
  };
  const write = (weights: Weights, which: 'all' | 'current' = 'all'): void => {
    const unknown = [...weights.keys()].find((name) => !shapes.has(name));
    if (unknown !== undefined) throw new RangeError(`the network has no weight ${unknown}`);
    const values = fitting(weights);
    executor.write('weights', values);
    if (which === 'all') executor.write('average', values);
  };
  const forget = (): void => {
    const zeros = new Map(
      [...shapes].map(([name, shape]) => [
        name,
        new Float32Array(shape.reduce((a, b) => a * b, 1)),
      ]),
    );
    executor.write('firstMoment', zeros);
    executor.write('secondMoment', zeros);
    stepsDone = 0;
  };
  const lossWeight = (size: number, setting: StepSetting): number =>
    1 / (size * (setting.perStep ? T : 1));

  write(started);
  forget();

  return {
    architecture,
    backend: executor.backend,
    learn: async (batch, noise, setting) => {
      const feeds: Feeds = {
        ...withNoise(batch, noise),
        [names.klWeight]: number(setting.klWeight),
        [names.klFloor]: number(setting.freeBits > 0 ? setting.freeBits * batch.size : noFloor),
        [names.lossWeight]: number(lossWeight(batch.size, setting)),
      };
      const { beta1, beta2, averaging } = setting;
      const done = stepsDone + 1;
      const rate = (setting.learningRate * Math.sqrt(1 - beta2 ** done)) / (1 - beta1 ** done);
      const clip = setting.clip > 0 ? setting.clip : noClip;
      const decay = setting.learningRate * setting.decay;
      const adam = { rate, beta1, beta2, clip, averaging, decay };
      const { reconstruction, kl } = executor.learn(feeds, adam);
      stepsDone = done;
      return { reconstruction: reconstruction / batch.size, kl: kl / batch.size };
    },
    losses: async (batch, noise) => {
      const [reconstruction, kl] = executor.run(['reconstruction', 'kl'], withNoise(batch, noise));
      return {
        reconstruction: at(reconstruction ?? [], 0) / batch.size,
        kl: at(kl ?? [], 0) / batch.size,
      };
    },
    encode: async (batch) => {
      const [mean, logVariance] = executor.run(['mean', 'logVariance'], segments(batch));
      return { mean: mean ?? new Float32Array(), logVariance: logVariance ?? new Float32Array() };
    },
    decode: async (latents, count, position, steps = T) => {
      if (!Number.isInteger(steps) || steps < 1) throw new RangeError(`${steps} steps to decode`);
      const from = fed(names.latents, latents, [count, Z]);
      const places = fed(names.position, position, [count, steps, P]).values;
      return decodeSteps(executor, architecture, from, places, steps);
    },
    read: async (which = 'current') => copy(which === 'averaged' ? 'average' : 'weights'),
    write: async (weights, which) => write(weights, which),
    readOptimiser: async () => {
      const named = (what: Kept) =>
        [...copy(what)].map(([name, weight]) => [`${what}.${name}`, weight] as const);
      return new Map<string, { readonly shape: readonly number[]; readonly values: Float32Array }>([
        ...moments.flatMap(named),
        ['steps', { shape: [1], values: Float32Array.of(stepsDone) }],
      ]);
    },
    writeOptimiser: async (state) => {
      const count = state.get('steps')?.values[0];
      if (count === undefined || !Number.isInteger(count) || count < 0)
        throw new RangeError(`the optimiser's step count is ${count}`);
      const values = moments.map((what) => [what, fitting(state, `${what}.`)] as const);
      for (const [what, each] of values) executor.write(what, each);
      stepsDone = count;
    },
    dispose: () => executor.dispose(),
  };
}
