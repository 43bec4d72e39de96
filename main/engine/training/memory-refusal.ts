/** Gives a name to what happens when the system has no more memory, so that a person hears what to change instead of a bug. */
import { Failure } from '#main/protocol/failure.ts';

/** What JavaScript, TensorFlow, C++ and WebAssembly say when memory is refused. */
const REFUSED =
  /allocation failed|invalid typed array length|out of memory|\boom\b|resource exhausted|bad_alloc|enlarge memory/iu;

/** `engine_memory_refused` (detail: the system's words) where an error says that; else the error itself. */
function namedRefusal(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  return REFUSED.test(error.message) ? new Failure('engine_memory_refused', error.message) : error;
}

/**
 * Does something that needs much memory.
 * @throws Failure `engine_memory_refused`, and whatever `work` throws
 */
export async function withinMemory<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw namedRefusal(error);
  }
}
