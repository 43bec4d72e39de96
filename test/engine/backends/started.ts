/** Small networks that tests of a backend start, learn by a few steps, and end. */
import type { Architecture, BackendName, Network } from '#main/engine/network.ts';
import { createNetwork, initialWeights, wakingRecipe } from '#main/engine/networks.ts';
import type { Hardening } from '#main/engine/networks.ts';
import { normal, randomBatch, randomNoise, setting } from '../architectures.ts';

/** A small network with everything of a preset that musicians use. */
export const architecture: Architecture = {
  steps: 5,
  inputs: 6,
  hidden: 8,
  latent: 3,
  cell: 'tanh',
  encoderReads: 'forwards',
  dense: 0,
  decoderInput: 'own',
  latentAt: 'every-step',
  position: 2,
};
/** What was started and has not ended: ended together by `endAll`. */
export const open: Network[] = [];

/** Nothing is done to a network while it learns. */
export const untouched: Hardening = { hiddenDropped: false, cellsDropped: false };

/** A network on `backend`, from weights that are always the same. */
export async function started(
  backend: BackendName,
  shape: Architecture = architecture,
  hardening = untouched,
): Promise<Network> {
  const means = new Float32Array(shape.inputs).fill(0.2);
  const network = await createNetwork(
    shape,
    backend,
    initialWeights(shape, wakingRecipe, normal(1), means),
    hardening,
  );
  open.push(network);
  return network;
}

/** Losses of some steps, each on a batch and noise of its own. */
export async function curve(
  network: Network,
  steps: number,
  seed = 0,
  hardening = untouched,
): Promise<readonly number[]> {
  const losses: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    const batch = randomBatch(network.architecture, 7, seed + step, hardening);
    const { reconstruction, kl } = await network.learn(
      batch,
      randomNoise(network.architecture, 7, seed + step),
      setting,
    );
    losses.push(reconstruction + kl);
  }
  return losses;
}

/** Ends every network that is still open. */
export const endAll = (): void => open.splice(0).forEach((network) => network.dispose());
