/** The networks that are measured, and one of them as a rival in some backend. */
import type {
  Architecture,
  BackendName,
  Network,
  StepSetting,
  Weights,
} from '#main/engine/network.ts';
import {
  availableBackends,
  createNetwork,
  initialWeights,
  wakingRecipe,
} from '#main/engine/networks.ts';

/** The reference model (the paper's sizes), and the musicians' preset. */
export const measured: Readonly<
  Record<'reference' | 'quick', { readonly architecture: Architecture; readonly batch: number }>
> = {
  reference: {
    architecture: {
      steps: 50,
      inputs: 88,
      hidden: 500,
      latent: 2,
      cell: 'tanh',
      encoderReads: 'forwards',
      dense: 0,
      decoderInput: 'teacher',
      latentAt: 'start',
      position: 0,
    },
    batch: 100,
  },
  quick: {
    architecture: {
      steps: 8,
      inputs: 536,
      hidden: 256,
      latent: 16,
      cell: 'tanh',
      encoderReads: 'forwards',
      dense: 0,
      decoderInput: 'none',
      latentAt: 'every-step',
      position: 4,
    },
    batch: 32,
  },
};

/** The step as the reference takes it. */
export const setting: StepSetting = {
  klWeight: 1,
  freeBits: 0,
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  clip: 1,
  decay: 0,
  perStep: false,
  averaging: 0,
};

/** Weights of a network that can learn: if they were so small that gradients vanish, the processor's smallest numbers would be timed. */
export function weightsOf(architecture: Architecture): Weights {
  let state = 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const means = new Float32Array(architecture.inputs).fill(0.1);
  return initialWeights(architecture, wakingRecipe, normal, means);
}

/** What the app would answer with on this machine. */
export async function ownBackend(): Promise<BackendName> {
  const states = await availableBackends();
  const native = states.some(({ backend, problem }) => backend === 'tensorflow' && !problem);
  return native ? 'tensorflow' : 'wasm';
}

/** Opens a network with these weights, for batches of such a size. */
export const networkOf = (
  architecture: Architecture,
  backend: BackendName,
  batch: number,
): Promise<Network> =>
  createNetwork(architecture, backend, weightsOf(architecture), undefined, batch);

/** A batch where every tenth cell sounds. */
export const batchOf = ({ steps, inputs, position }: Architecture, size: number) => ({
  size,
  cells: Float32Array.from({ length: size * steps * inputs }, (_, index) =>
    Number((index * 7919) % 10 === 0),
  ),
  position: Float32Array.from({ length: size * steps * position }, (_, index) =>
    Number(index % position === 0),
  ),
});
