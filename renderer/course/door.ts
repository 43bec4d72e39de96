/** What can be done with tempos and meters, whatever they are of. */
import type { Ticks } from '#main/music/note.ts';
import type { Meter } from '#main/music/piece.ts';

/** Meters as a piece has them; the first lies at tick 0. */
export type Meters = readonly Meter[];

/** A change that is being moved. */
interface ChangeMove {
  readonly preview: (to: Ticks) => void;
  readonly keep: () => void;
  readonly cancel: () => void;
}

/** What can be done with changes of tempo (as they are heard) and meter; each is found by its tick. */
export interface CourseDoor {
  readonly setTempo: (tick: Ticks, bpm: number) => void;
  readonly removeTempo: (tick: Ticks) => void;
  readonly setMeter: (meter: Meter) => void;
  readonly removeMeter: (tick: Ticks) => void;
  /** Begins to move all that changes at a tick. */
  readonly move: (from: Ticks) => ChangeMove;
}
