/** Ways between a project and MIDI: the port that plays a lane, the controls of a device, what a file says beside notes. */
import type { Channel, Program, Ticks } from '#main/music/note.ts';

/** A port's channel, and what is to be known of the instrument behind it. */
export interface LaneRoute {
  /** The port's id while it was there; where it is not, its name says which is meant. */
  readonly output: string;
  readonly name: string;
  readonly channel: Channel;
  /** Semitones that are added to every pitch. */
  readonly transpose: number;
  /** Bank by its two controllers, 0 and 32; null: none is sent. */
  readonly bank: { readonly msb: number; readonly lsb: number } | null;
  /** Null: none is sent. */
  readonly program: Program | null;
}

/** A control of a device that moves something of the app. */
export interface MidiControl {
  /** What it moves, by the app's own name for it. */
  readonly target: string;
  readonly channel: Channel;
  /** The number of the controller, 0 to 127; of a pad or key that sends notes, its pitch. */
  readonly controller: number;
  /** Whether it sends notes; absent: it sends a controller. */
  readonly note?: true | undefined;
}

/** A message of a file beside its notes: a controller, a bend, a program, a text. */
export interface LaneEvent {
  readonly tick: Ticks;
  /** As in the file, status byte first. */
  readonly bytes: readonly number[];
}
