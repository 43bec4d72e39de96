/** When a run measures itself and when it publishes: often at first, when much changes, and ever more seldom. */

/** Seconds until the first model is published. */
export const PUBLISH_FIRST = 1;

/** Whether something is measured after this step (counted from the model's beginning): at 10, 30, every 100 up to 1,000, then every 500. */
export function isDue(step: number): boolean {
  if (step === 10 || step === 30) return true;
  return step % (step <= 1000 ? 100 : 500) === 0;
}

/** The second at which the next model is published: intervals grow by a half, from one second to half a minute. */
export function publishAgain(planned: number, now: number): number {
  return now + Math.min(30, Math.max(1, planned * 0.5));
}
