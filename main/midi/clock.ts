/** The clock of the MIDI process and of its sender thread: monotonic seconds, and wakes that come at their very moment. */
import { performance } from 'node:perf_hooks';
import type { Clock } from './stage.ts';

/**
 * A timer of Node comes up to a millisecond late, later where the thread has other work; this long before the moment the
 * thread goes into a light sleep, out of which the system wakes it to some tens of microseconds.
 */
const DOZE_SECONDS = 0.003;
/** The end of the wait is spent awake: a sleep may be late by as much. */
const SPIN_SECONDS = 0.0008;

/** The system's monotonic clock, which is the same in all threads and processes; each thread's `performance` begins at its own 0. */
const START = ((now) => now[0] + now[1] / 1e9)(process.hrtime()) - performance.now() / 1000;

/** Seconds of the system's monotonic clock. */
export const now = (): number => START + performance.now() / 1000;

/** Rings at a thread that sleeps lightly, so that it hears at once what was sent to it. */
export function ring(bell: Int32Array): void {
  Atomics.add(bell, 0, 1);
  Atomics.notify(bell, 0);
}

/**
 * A clock whose wakes are exact. Between wakes its thread hears its messages; within the last 3 ms it sleeps lightly and
 * hears them only when the bell, one number in shared memory, is rung.
 */
export function exactClock(bell: Int32Array): Clock {
  return {
    now,
    wake: (seconds, call) => {
      const moment = now() + seconds;
      let forget: () => void;
      const later = (left: number): void => {
        if (left > DOZE_SECONDS) {
          const timer = setTimeout(wait, (left - DOZE_SECONDS) * 1000);
          forget = () => clearTimeout(timer);
        } else {
          // Once round the loop: what was sent meanwhile is heard first, and may well forget this wake.
          const turn = setImmediate(wait);
          forget = () => clearImmediate(turn);
        }
      };
      const wait = (): void => {
        const rings = Atomics.load(bell, 0);
        const left = moment - now();
        if (left > DOZE_SECONDS) return later(left);
        const light = (left - SPIN_SECONDS) * 1000;
        if (light > 0 && Atomics.wait(bell, 0, rings, light) !== 'timed-out') return later(0);
        while (now() < moment);
        call();
      };
      later(seconds);
      return () => forget();
    },
  };
}
