/** What the engines find in their environment, whichever door starts them. */
import type { HostName } from './hosts.ts';

/** Threads as TensorFlow's door (`engine/backends/binding.ts`) and what TensorFlow is built on read them. */
const threads = (count: number): Readonly<Record<string, string>> => ({
  TF_NUM_INTRAOP_THREADS: String(count),
  OMP_NUM_THREADS: String(count),
});

/**
 * One arena for all threads keeps memory flat over hours of training. The answer engine computes on one thread: two
 * pools on the same cores, its own and the learn engine's, were 5 to 15 times slower. On stage learning has a thread less
 * than there are cores, at least one.
 * @param cores of this machine
 */
export function engineEnvironment(
  host: HostName,
  staged: boolean,
  cores: number,
): Readonly<Record<string, string>> {
  const quiet = { MALLOC_ARENA_MAX: '2', TF_CPP_MIN_LOG_LEVEL: '2' };
  if (host === 'answering') return { ...quiet, ...threads(1) };
  if (host === 'learning') return { ...quiet, ...threads(staged ? Math.max(1, cores - 1) : cores) };
  return quiet;
}
