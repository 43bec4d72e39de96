/** When a process that died is started again: a pure rule, so that it can be tried without any process. */

/** Seconds. */
type Seconds = number;

/** How a process has fared since the app started. */
export interface Fate {
  /** Deaths in all that nobody asked for. */
  readonly deaths: number;
  /** Deaths in a row, each soon after its start. */
  readonly quick: number;
}

export const unharmed: Fate = { deaths: 0, quick: 0 };

/** A process that lived this long was healthy; its death starts a new count. */
export const HEALTHY: Seconds = 30;
/** Pauses before the next start after each quick death in a row: the first is at once, since somebody is waiting. */
const PAUSES: readonly Seconds[] = [0, 0.25, 0.5, 1, 2, 4, 8];

/**
 * The record after a death at age `lived`, and the pause before the next start; null where it died so often in a row
 * that starting it again would only burn the machine.
 * @example
 * afterDeath(unharmed, 100) // { record: { deaths: 1, quick: 1 }, pause: 0 }
 */
export function afterDeath(
  record: Fate,
  lived: Seconds,
): { readonly record: Fate; readonly pause: Seconds | null } {
  const quick = lived >= HEALTHY ? 1 : record.quick + 1;
  return { record: { deaths: record.deaths + 1, quick }, pause: PAUSES[quick - 1] ?? null };
}
