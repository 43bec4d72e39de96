/** The clock that supervisors run by outside tests. */
import type { Clock } from './supervisor.ts';

export const systemClock: Clock = {
  now: () => performance.now() / 1000,
  after: (seconds, call) => {
    const timer = setTimeout(call, seconds * 1000);
    return () => clearTimeout(timer);
  },
};
