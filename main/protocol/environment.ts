/** What the engines find in their environment, whichever door starts them. */
import type { HostName } from './hosts.ts';

/**
 * One arena for all threads keeps memory flat over hours of training. The answer engine computes on one thread: two
 * pools on the same cores, its own and the learn engine's, were 5 to 15 times slower.
 */
export function engineEnvironment(host: HostName): Readonly<Record<string, string>> {
  const quiet = { MALLOC_ARENA_MAX: '2', TF_CPP_MIN_LOG_LEVEL: '2' };
  if (host !== 'answering') return quiet;
  return {
    ...quiet,
    TF_NUM_INTRAOP_THREADS: '1',
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: '1',
  };
}
