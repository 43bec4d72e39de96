/** The door to networks: makes one of an architecture in a backend, says which backends work here, and starts its weights. */
import { loadNative } from './backends/binding.ts';
import { eagerExecutor } from './backends/eager.ts';
import type { Executor } from './backends/executor.ts';
import { networkOn } from './backends/network.ts';
import { worthwhile } from './backends/shares.ts';
import { tensorflowExecutor } from './backends/tensorflow.ts';
import { openTfjs } from './backends/tfjs.ts';
import { describe, plain, type Hardening } from './model/vrae.ts';
import type { Architecture, BackendName, Network, Weights } from './network.ts';

export { availableBackends, BACKENDS, tried } from './backends/available.ts';
export type { BackendState } from './backends/available.ts';
export { authorsRecipe, initialWeights, wakingRecipe } from './model/start.ts';
export type { Recipe } from './model/start.ts';
export type { Hardening } from './model/vrae.ts';
export { weightShapes } from './model/weights.ts';

/**
 * A network in a backend, with its first weights (see `initialWeights`); `hardening` where it learns under disturbances;
 * `batch`: how many segments it is usually given at once, by which the work is divided (any number can be given).
 * @throws where the backend cannot be opened here (ask `availableBackends`), or the weights do not fit the architecture
 */
export async function createNetwork(
  architecture: Architecture,
  backend: BackendName,
  weights: Weights,
  hardening: Hardening = plain,
  batch = 1,
): Promise<Network> {
  const executor = await executorOf(architecture, backend, hardening, batch);
  try {
    return networkOn(executor, architecture, hardening, weights);
  } catch (problem) {
    executor.dispose();
    throw problem;
  }
}

/** The executor alone, whose gradients tests compare with other programs. */
export async function executorOf(
  architecture: Architecture,
  backend: BackendName,
  hardening: Hardening = plain,
  batch = 1,
): Promise<Executor> {
  const model = describe(architecture, hardening);
  if (backend === 'tensorflow') {
    const native = loadNative();
    return tensorflowExecutor(native, model, worthwhile(batch, native.atOnce));
  }
  return eagerExecutor(await openTfjs(backend), backend, model);
}
