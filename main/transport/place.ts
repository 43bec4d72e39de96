/** How a place in the music is written in the transport bar. */
import { barNumber, meterMap, placeAt } from '#main/music/meter.ts';
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

/** The tick of a place in words; beat and ticks may be left out. Null where it cannot be read. */
export function tickOfPlace(meters: readonly Meter[], text: string): Ticks | null {
  const found = /^\s*(\d{1,6})(?:[.:](\d{1,3}))?(?:[.:](\d{1,5}))?\s*$/u.exec(text);
  if (found === null) return null;
  const [bar, beat, ticks] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 0)];
  if (bar < 1 || beat < 1) return null;
  const map = meterMap({ division: TICKS_PER_QUARTER, meters });
  const { tick, denominator } = barNumber(map, bar);
  return tick + ((beat - 1) * TICKS_PER_QUARTER * 4) / denominator + ticks;
}
