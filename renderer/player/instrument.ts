/** What the player asks of anything that sounds; a synthesizer is chosen by lane, the player does not know which. */
import type { Pitch, Seconds, Velocity } from '#main/music/note.ts';

/**
 * How far ahead instruments that can forget are told: a window that is busy for a quarter of a second plays on in time,
 * and a swap still takes over at once, since what lies ahead is withdrawn.
 */
export const FAR_AHEAD: Seconds = 0.3;

/** The sound of one lane. Times are seconds of the audio context. */
export interface Instrument {
  /**
   * How far ahead events may be handed over. What lies ahead can be withdrawn up to this: a synthesizer that forgets
   * nothing it was told gets little at a time.
   */
  readonly lookAhead: Seconds;
  noteOn(pitch: Pitch, velocity: Velocity, time: Seconds): void;
  noteOff(pitch: Pitch, time: Seconds): void;
  /** A controller, bend, pressure or program (its status without a channel); absent where it knows none. */
  message?(bytes: readonly [number, number, number], time: Seconds): void;
  /** Forgets every event at or after `time`: what sounds then sounds on until it is told otherwise. Only what lies within `lookAhead` may be asked. */
  withdraw(time: Seconds): void;
  dispose(): void;
}
