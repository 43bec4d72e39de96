/** What every way to reach MIDI ports offers; the engines beside this file fill it in. */
import type { MidiPort } from '#main/protocol/midi.ts';

/** An open output. */
export interface OutputPort {
  /** Sends one complete message at once. @throws Failure `midi_port_failed` where the device refuses. */
  readonly send: (message: Uint8Array) => void;
  readonly close: () => void;
}

/** An open input. */
export interface InputPort {
  readonly close: () => void;
}

/** A system's ports. Two devices of one name have two ids. */
export interface Ports {
  readonly outputs: () => Promise<readonly MidiPort[]>;
  readonly inputs: () => Promise<readonly MidiPort[]>;
  /** @throws Failure `midi_port_absent` where there is no such output, `midi_port_busy` where another program holds it. */
  readonly open: (id: string) => Promise<OutputPort>;
  /**
   * Calls `heard` with what comes in: usually a message at a time, but any stretch of the stream is allowed.
   * @throws Failure as `open`
   */
  readonly listen: (id: string, heard: (bytes: Uint8Array) => void) => Promise<InputPort>;
  /** Calls back when devices come or go; the answer stops that. */
  readonly watch: (changed: () => void) => () => void;
  readonly close: () => void;
}
