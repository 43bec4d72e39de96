/** What is done at every frame goes on while the window is hidden and frames stop: then a worker's pulse takes their place. */
import { workerWaker, type Waker } from './player/waker.ts';

/**
 * Calls `each` at every frame; while the page is hidden at every pulse instead.
 * @returns ends it
 */
export function everyFrame(
  each: () => void,
  page: Document = document,
  pulsing: (pulse: () => void) => Waker = workerWaker,
): () => void {
  let frame = requestAnimationFrame(function look() {
    each();
    frame = requestAnimationFrame(look);
  });
  const waker = pulsing(() => {
    if (page.hidden) each();
  });
  const turn = (): void => {
    if (page.hidden) waker.run();
    else waker.rest();
  };
  page.addEventListener('visibilitychange', turn);
  turn();
  return () => {
    cancelAnimationFrame(frame);
    page.removeEventListener('visibilitychange', turn);
    waker.end();
  };
}
