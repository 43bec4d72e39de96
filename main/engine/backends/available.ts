/** Tries the backends, so that the app can pick one and say in words why it is not a faster one. */
import type { BackendName } from '../network.ts';
import { loadNative } from './binding.ts';
import { openTfjs } from './tfjs.ts';

/** A backend and, where it does not work here, why. */
export interface BackendState {
  readonly backend: BackendName;
  /** null: it works. `detail` is for a log, in the words of the system. */
  readonly problem: { readonly code: 'engine_backend_unavailable'; readonly detail: string } | null;
}

const OPENING: Readonly<Record<BackendName, () => unknown>> = {
  tensorflow: loadNative,
  wasm: () => openTfjs('wasm'),
  cpu: () => openTfjs('cpu'),
};

/** All backends, the fastest first. */
export const BACKENDS: readonly BackendName[] = ['tensorflow', 'wasm', 'cpu'];

/** The state of each, one after the other. */
export async function availableBackends(): Promise<readonly BackendState[]> {
  const states: BackendState[] = [];
  for (const backend of BACKENDS) states.push(await tried(backend));
  return states;
}

/** Tries one: it is loaded then, which takes a good part of a second. */
export async function tried(backend: BackendName): Promise<BackendState> {
  try {
    await OPENING[backend]();
    return { backend, problem: null };
  } catch (reason) {
    return { backend, problem: unavailable(reason) };
  }
}

const unavailable = (reason: unknown): BackendState['problem'] => ({
  code: 'engine_backend_unavailable',
  detail: reason instanceof Error ? reason.message : String(reason),
});
