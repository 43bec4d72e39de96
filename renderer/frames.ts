/** What is done at every frame goes on where frames stop, in a hidden window for one: then a worker's pulse takes their place. */
import { workerWaker, type Waker } from './player/waker.ts';

/** So long without a frame they have stopped, whatever the page says of its visibility. */
const MISSED_MS = 100;
/** Often enough for a hand that moves, seldom enough for a battery. */
const PULSE_MS = 25;

/**
 * Calls `each` at every frame; where none comes, at every pulse instead.
 *
 * @param now milliseconds, from any origin
 * @returns ends it
 */
export function everyFrame(
  each: () => void,
  now: () => number = () => performance.now(),
  pulsing: (pulse: () => void) => Waker = (pulse) => workerWaker(pulse, PULSE_MS),
): () => void {
  let last = now();
  let frame = requestAnimationFrame(function look() {
    // Asked for first: a frame that fails is told of, and the next one comes all the same.
    frame = requestAnimationFrame(look);
    last = now();
    each();
  });
  const waker = pulsing(() => {
    if (now() - last > MISSED_MS) each();
  });
  waker.run();
  return () => {
    cancelAnimationFrame(frame);
    waker.end();
  };
}
