/** The smallest thing that is written: one note, and the units it is measured in. */

/** MIDI ticks; how many make a quarter is the piece's `division`. */
export type Ticks = number;
/** Seconds of playing time. */
export type Seconds = number;
/** MIDI note number, 0 to 127; 60 is middle C. */
export type Pitch = number;
/** MIDI velocity, 0 to 127 (a sounding note has 1 to 127). */
export type Velocity = number;
/** MIDI channel, 0 to 15; 9 is the drum channel of General MIDI. */
export type Channel = number;
/** General MIDI program, 0 to 127. */
export type Program = number;

/** Ticks a quarter of everything Melodrift makes itself (sketches, phrases, exported files). */
export const TICKS_PER_QUARTER = 480;

/** The channel that General MIDI keeps for drums (channel 10 as musicians count). */
export const DRUM_CHANNEL: Channel = 9;

/** One note. `end` may equal `start`: files hold such notes and they are kept. */
export interface Note {
  readonly pitch: Pitch;
  readonly velocity: Velocity;
  readonly start: Ticks;
  readonly end: Ticks;
  readonly channel: Channel;
}
