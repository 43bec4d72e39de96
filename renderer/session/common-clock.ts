/** Brings two clocks together: the one this page's sound is heard by, and the MIDI process's, by which ports play. */
import type { Seconds } from '#main/music/note.ts';

/** Round trips of one measurement; the shortest tells most. */
const PINGS = 16;
/** By so much what is known may be wrong more at the next measurement. */
const VAGUER: Seconds = 0.00001;
/** What the ear does not notice is left alone. */
const UNNOTICED: Seconds = 0.001;
/** So much is put right in one step, a quarter of a second: half a millisecond a second, as far as crystals go apart. */
const SLEW: Seconds = 0.000125;
/** Beyond this two beginnings are heard: the sound stumbled. Of that a share is put right, for a flam is worse than a second of uneven tempo. */
const FLAM: Seconds = 0.003;
const SHARE = 1 / 4;
/** Past this the clocks were stopped (sleep, another audio device), and slewing would take minutes. */
const ASTRAY: Seconds = 0.1;
/** Single readings of an audio clock jump by a buffer; the middle of this many does not. */
const READINGS = 5;

/** How far a clock is ahead of another, and how long the round trip took that told so: it may be wrong by half of that. */
export interface Offset {
  readonly offset: Seconds;
  readonly trip: Seconds;
}

/** Asks a far clock several times; answers how far it is ahead of `now`, from the shortest round trip. */
export async function offsetOf(far: () => Promise<Seconds>, now: () => Seconds): Promise<Offset> {
  let best: Offset = { trip: Infinity, offset: 0 };
  for (let count = 0; count < PINGS; count += 1) {
    const sent = now();
    const told = await far();
    const received = now();
    const trip = received - sent;
    if (trip < best.trip) best = { trip, offset: told - (sent + received) / 2 };
  }
  return best;
}

/**
 * The better of what is known and what was just found: a busy machine makes trips long and a finding vague, and two clocks
 * of one machine lie as they lay. Only where both cannot be true (it slept) the new one holds.
 */
export function surer(known: Offset | null, found: Offset): Offset {
  if (known === null) return found;
  const together = Math.abs(found.offset - known.offset) <= (found.trip + known.trip) / 2;
  // What is known gets vague with time, should the clocks not be one after all.
  return together && known.trip < found.trip ? { ...known, trip: known.trip + VAGUER } : found;
}

/**
 * One step from where a clock is taken to be towards where it was found.
 * @example slewed(0, 0.0004) // 0
 * @example slewed(0, 0.002) // 0.000125
 * @example slewed(0, 0.03) // 0.0075
 * @example slewed(0, 60) // 60
 */
export function slewed(taken: Seconds, found: Seconds): Seconds {
  const error = found - taken;
  if (Math.abs(error) <= UNNOTICED) return taken;
  if (Math.abs(error) > ASTRAY) return found;
  const step = Math.abs(error) > FLAM ? SHARE * Math.abs(error) : SLEW;
  return taken + Math.sign(error) * step;
}

/** The middle of the last few readings. */
export class Readings {
  #last: readonly Seconds[] = [];

  /** Takes a reading in. */
  read(seconds: Seconds): Seconds {
    this.#last = [...this.#last, seconds].slice(-READINGS);
    return this.#last.toSorted((a, b) => a - b)[this.#last.length >> 1] ?? seconds;
  }

  /** What was read no longer holds. */
  forget(): void {
    this.#last = [];
  }
}
