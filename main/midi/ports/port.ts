/** What every way to reach MIDI ports offers; the engines beside this file fill it in. */
import type { MidiOutput } from '#main/protocol/midi.ts';

/** An open output. */
export interface OutputPort {
  /** Sends one complete message at once. @throws Failure `midi_port_failed` where the device refuses. */
  readonly send: (message: Uint8Array) => void;
  readonly close: () => void;
}

/** A system's outputs. */
export interface Ports {
  readonly outputs: () => Promise<readonly MidiOutput[]>;
  /** @throws Failure `midi_port_absent` where there is no such output, `midi_port_busy` where another program holds it. */
  readonly open: (id: string) => Promise<OutputPort>;
  /** Calls back when devices come or go; the answer stops that. */
  readonly watch: (changed: () => void) => () => void;
  readonly close: () => void;
}
