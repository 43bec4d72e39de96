/** Chooses the backend that works here and makes networks in it. */
import { gaussian } from '#main/latent/random.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { BackendName } from '../network.ts';
import { BACKENDS, createNetwork, initialWeights, tried } from '../networks.ts';
import { randomFor } from './random.ts';
import type { NetworkMaker } from './run-setup.ts';

/**
 * The backend that was asked for, or the fastest that works here.
 * @throws Failure `engine_backend_unavailable` (detail: which, and the system's words)
 */
export async function chosenBackend(wanted: BackendName | null): Promise<BackendName> {
  const why: string[] = [];
  for (const backend of wanted === null ? BACKENDS : [wanted]) {
    const { problem } = await tried(backend);
    if (problem === null) return backend;
    why.push(`${backend}: ${problem.detail}`);
  }
  throw new Failure('engine_backend_unavailable', why.join('; '));
}

/** Networks of one backend. */
export function networkMaker(backend: BackendName): NetworkMaker {
  return {
    make: (architecture, weights, setting) =>
      createNetwork(
        architecture,
        backend,
        weights,
        { hiddenDropped: setting.hiddenDropped > 0, cellsDropped: setting.cellsDropped > 0 },
        setting.batch,
      ),
    start: (architecture, { start, startDeviation, bias }, inputMeans, seed) => {
      const random = randomFor(seed, 'weights', 0);
      const recipe = { weights: start, deviation: startDeviation, outputBias: bias };
      return initialWeights(architecture, recipe, () => gaussian(random), inputMeans);
    },
  };
}
