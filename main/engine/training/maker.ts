/** Chooses the backend that works here and makes networks in it. */
import { gaussian } from '#main/latent/random.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { BackendName, Weights } from '../network.ts';
import { availableBackends, createNetwork, initialWeights } from '../networks.ts';
import { randomFor } from './random.ts';
import type { NetworkMaker } from './run.ts';

/**
 * The backend that was asked for, or the fastest that works here.
 * @throws Failure `engine_backend_unavailable` (detail: which, and the system's words)
 */
export async function chosenBackend(wanted: BackendName | null): Promise<BackendName> {
  const states = await availableBackends();
  const fitting = states.filter(({ backend }) => wanted === null || backend === wanted);
  const working = fitting.find(({ problem }) => problem === null);
  if (working !== undefined) return working.backend;
  const why = fitting.map(({ backend, problem }) => `${backend}: ${problem?.detail ?? ''}`);
  throw new Failure('engine_backend_unavailable', why.join('; '));
}

/** Networks of one backend. */
export function networkMaker(backend: BackendName): NetworkMaker {
  return {
    make: (architecture, weights) => createNetwork(architecture, backend, weights),
    start: (architecture, start, inputMeans, seed): Weights => {
      const recipe = (name: 'paper' | 'orthogonal') => {
        const random = randomFor(seed, 'weights', 0);
        const means = inputMeans ?? new Float32Array(architecture.inputs).fill(0.5);
        return initialWeights(architecture, name, () => gaussian(random), means);
      };
      const weights = recipe(start === 'normal' ? 'paper' : 'orthogonal');
      const bias = inputMeans === null ? undefined : recipe('orthogonal').get('output.bias');
      return bias === undefined ? weights : new Map([...weights, ['output.bias', bias]]);
    },
  };
}
