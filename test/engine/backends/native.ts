/** Which backends the tests of this machine run on: native TensorFlow may be absent, said aloud, but never where a release is checked. */
import { availableBackends } from '#main/engine/networks.ts';
import type { BackendName } from '#main/engine/network.ts';

const states = await availableBackends();

/** Why native TensorFlow is absent here, or null. */
export const nativeProblem: string | null =
  states.find(({ backend }) => backend === 'tensorflow')?.problem?.detail ?? null;

/** The backends that open here. */
export const backends: readonly BackendName[] = states
  .filter(({ problem }) => problem === null)
  .map(({ backend }) => backend);
