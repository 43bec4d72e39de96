/** A pulse from a worker: timers of a hidden window are held back, a worker's are not. */

const PULSE_MILLISECONDS = 10;

/** Something that calls again and again while it runs. */
export interface Waker {
  readonly run: () => void;
  readonly rest: () => void;
  readonly end: () => void;
}

/** Calls `pulse` about every so many milliseconds while it runs. */
export function workerWaker(pulse: () => void, milliseconds = PULSE_MILLISECONDS): Waker {
  const worker = new Worker(new URL('./pulse.ts', import.meta.url), { type: 'module' });
  worker.onmessage = pulse;
  return {
    run: () => worker.postMessage(milliseconds),
    rest: () => worker.postMessage(0),
    end: () => worker.terminate(),
  };
}
