/** How a place in the music is written in the transport bar. */
import { meterMap, placeAt } from '#main/music/meter.ts';
import { TICKS_PER_QUARTER, type Ticks } from '#main/music/note.ts';
import type { Meter } from '#main/music/piece.ts';

/**
 * A tick as `bar.beat.ticks`, bars and beats from 1, ticks (480 a quarter) from 0.
 * @example formatPlace([{ tick: 0, numerator: 4, denominator: 4 }], 1930) // '2.1.010'
 */
export function formatPlace(meters: readonly Meter[], tick: Ticks): string {
  const place = placeAt(meterMap({ division: TICKS_PER_QUARTER, meters }), Math.max(0, tick));
  return `${place.bar}.${place.beat}.${String(Math.floor(place.tick)).padStart(3, '0')}`;
}
