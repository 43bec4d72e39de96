/** The clock of the MIDI process: monotonic seconds, and wakes that are early by a timer and exact by a short spin. */
import { performance } from 'node:perf_hooks';
import type { Clock } from './stage.ts';

/** A timer of Node fires up to a millisecond late; this much before the moment it hands over to the spin. */
const SPIN_SECONDS = 0.002;

const now = (): number => performance.now() / 1000;

/** The clock of this process. */
export const monotonic: Clock = {
  now,
  wake: (seconds, call) => {
    const moment = now() + seconds;
    const timer = setTimeout(
      () => {
        while (now() < moment);
        call();
      },
      Math.max(0, seconds - SPIN_SECONDS) * 1000,
    );
    return () => clearTimeout(timer);
  },
};
