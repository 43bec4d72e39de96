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

/** All backends, the fastest first. */
export async function availableBackends(): Promise<readonly BackendState[]> {
  return [
    await attempt('tensorflow', loadNative),
    await attempt('wasm', () => openTfjs('wasm')),
    await attempt('cpu', () => openTfjs('cpu')),
  ];
}

async function attempt(backend: BackendName, open: () => unknown): Promise<BackendState> {
  try {
    await open();
    return { backend, problem: null };
  } catch (reason) {
    return { backend, problem: unavailable(reason) };
  }
}

const unavailable = (reason: unknown): BackendState['problem'] => ({
  code: 'engine_backend_unavailable',
  detail: reason instanceof Error ? reason.message : String(reason),
});
