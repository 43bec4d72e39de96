/** MIDI ports through RtMidi, the native half of @julusian/midi: where jazz-midi has no binary, and for ports of our own. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { Failure } from '#main/protocol/failure.ts';
import { namedPorts } from './named.ts';
import type { OutputPort, Ports } from './port.ts';

/** What both ends have in the binding (`src-cpp/output.h`, `input.h` of the package). */
interface End {
  openPort(number: number): unknown;
  openVirtualPort(name: string): unknown;
  closePort(): void;
  destroy(): void;
  isPortOpen(): boolean;
}
interface Binding {
  readonly Output: new () => End & { sendMessage(message: Buffer): void };
  readonly Input: new (
    heard: (seconds: number, message: Uint8Array) => void,
  ) => End & { ignoreTypes(sysex: boolean, timing: boolean, sensing: boolean): void };
  readonly getOutputPortNames: () => readonly string[];
  readonly getInputPortNames: () => readonly string[];
}
const isFunction = (value: unknown): boolean => typeof value === 'function';
const shape = z.object({
  Output: z.custom<Binding['Output']>(isFunction),
  Input: z.custom<Binding['Input']>(isFunction),
  getOutputPortNames: z.custom<Binding['getOutputPortNames']>(isFunction),
  getInputPortNames: z.custom<Binding['getInputPortNames']>(isFunction),
});

/** Milliseconds between two looks at which devices there are; RtMidi does not tell by itself. */
const LOOK_MS = 500;

/** The package's own binary for this system. */
export function packagedBinding(): string {
  const home = path.dirname(createRequire(import.meta.url).resolve('@julusian/midi/package.json'));
  const system = `midi-${process.platform}-${process.arch}`;
  return path.join(home, 'prebuilds', system, 'node-napi-v7.node');
}

/** A name by which other programs see a port of ours. */
export const OWN_PORT = 'Melodrift';

/**
 * Loads the binding at `file`. @throws where it cannot be loaded, or finds no MIDI in the system.
 * @param own whether a port of our own is offered: an output that other programs connect to (macOS and Linux)
 */
export function rtmidiPorts(file: string, own = false): Ports {
  const binding = shape.parse(createRequire(import.meta.url)(file));
  // It is asked at once, so that a system without MIDI is found out here and not at the first note.
  binding.getOutputPortNames();
  const outputs = () => namedPorts(binding.getOutputPortNames());
  const inputs = () => namedPorts(binding.getInputPortNames());
  const opened = <E extends End>(id: string, end: E, number: number): E => {
    try {
      if (own && id === OWN_PORT) end.openVirtualPort(OWN_PORT);
      else end.openPort(number);
      if (end.isPortOpen() || id === OWN_PORT) return end;
    } catch (error) {
      end.destroy();
      throw new Failure('midi_port_busy', `${id} (${String(error)})`);
    }
    end.destroy();
    throw new Failure('midi_port_busy', id);
  };
  const numberOf = (id: string, among: ReturnType<typeof outputs>): number => {
    const number = among.findIndex((port) => port.id === id);
    if (number < 0 && !(own && id === OWN_PORT)) throw new Failure('midi_port_absent', id);
    return number;
  };
  const looks = new Set<ReturnType<typeof setInterval>>();
  const ours = own ? [{ id: OWN_PORT, name: OWN_PORT }] : [];
  return {
    outputs: () => Promise.resolve([...outputs(), ...ours]),
    inputs: () => Promise.resolve(inputs()),
    open: async (id): Promise<OutputPort> => {
      const end = opened(id, new binding.Output(), numberOf(id, outputs()));
      return Promise.resolve({
        send: (message) => {
          try {
            end.sendMessage(Buffer.from(message));
          } catch (error) {
            throw new Failure('midi_port_failed', `${id} (${String(error)})`);
          }
        },
        close: () => end.destroy(),
      });
    },
    listen: async (id, heard) => {
      const number = numberOf(id, inputs());
      const end = new binding.Input((_seconds, message) => heard(Uint8Array.from(message)));
      end.ignoreTypes(false, false, true);
      opened(id, end, number);
      return Promise.resolve({ close: () => end.destroy() });
    },
    watch: (changed) => {
      const look = (): string =>
        JSON.stringify([binding.getOutputPortNames(), binding.getInputPortNames()]);
      let before = look();
      const timer = setInterval(() => {
        const now = look();
        if (now === before) return;
        before = now;
        changed();
      }, LOOK_MS);
      looks.add(timer);
      return () => {
        looks.delete(timer);
        clearInterval(timer);
      };
    },
    close: () => {
      for (const timer of looks) clearInterval(timer);
      looks.clear();
    },
  };
}
