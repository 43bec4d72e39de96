/** The system's MIDI ports through JZZ (jazz-midi beneath it where there is a binary). */
import { createRequire } from 'node:module';
import JZZ from 'jzz';
import { z } from 'zod';
import { Failure } from '#main/protocol/failure.ts';
import { namedPorts } from './named.ts';
import type { InputPort, OutputPort, Ports } from './port.ts';

/** The part of JZZ's account of itself that is used; its own types leave it open. */
const names = z.array(z.object({ name: z.string() }));
const account = z.object({ outputs: names, inputs: names });

/** jazz-midi's own ports, which, other than JZZ, can be opened by their number. */
interface Jazz {
  MidiOutOpen(number: number): string;
  MidiOutRaw(message: readonly number[]): void;
  MidiOutClose(): void;
  MidiInOpen(number: number, heard: (time: number, message: readonly number[]) => void): string;
  MidiInClose(): void;
}
const jazzModule = z.object({
  MIDI: z.custom<new () => Jazz>((value) => typeof value === 'function'),
});

/** What JZZ says when a device cannot be had. */
function refusal(error: unknown, id: string, present: boolean): Failure {
  const said = error instanceof Error ? error.message : String(error);
  return new Failure(present ? 'midi_port_busy' : 'midi_port_absent', `${id} (${said})`);
}

const jazz = (): Jazz => new (jazzModule.parse(createRequire(import.meta.url)('jazz-midi')).MIDI)();

/** The second device of a name: JZZ opens by name, and would answer the first. */
function twinOutput(id: string, number: number): OutputPort {
  const port = jazz();
  if (port.MidiOutOpen(number) === '') throw new Error('cannot be opened');
  return {
    send: (message) => {
      try {
        port.MidiOutRaw([...message]);
      } catch (error) {
        throw new Failure('midi_port_failed', `${id} (${String(error)})`);
      }
    },
    close: () => port.MidiOutClose(),
  };
}

function twinInput(number: number, heard: (bytes: Uint8Array) => void): InputPort {
  const port = jazz();
  const opened = port.MidiInOpen(number, (_time, message) => heard(Uint8Array.from(message)));
  if (opened === '') throw new Error('cannot be opened');
  return { close: () => port.MidiInClose() };
}

/** Starts JZZ. Where the system has no MIDI at all the lists are empty; that is no failure. */
export async function jzzPorts(): Promise<Ports> {
  const engine = await JZZ();
  const listed = async (side: 'outputs' | 'inputs'): Promise<readonly string[]> => {
    await engine.refresh();
    return account.parse(engine.info())[side].map(({ name }) => name);
  };
  /** Where a port is among those of its side; a twin has another id than name. */
  const found = async (side: 'outputs' | 'inputs', id: string) => {
    const plain = await listed(side);
    const number = namedPorts(plain).findIndex((port) => port.id === id);
    return { number, twin: number >= 0 && plain[number] !== id };
  };
  return {
    outputs: async () => namedPorts(await listed('outputs')),
    inputs: async () => namedPorts(await listed('inputs')),
    open: async (id) => {
      const { number, twin } = await found('outputs', id);
      try {
        if (twin) return twinOutput(id, number);
        const port = await engine.openMidiOut(id);
        return {
          send: (message) => {
            try {
              port.send([...message]);
            } catch (error) {
              throw new Failure('midi_port_failed', `${id} (${String(error)})`);
            }
          },
          close: () => void port.close(),
        };
      } catch (error) {
        throw refusal(error, id, number >= 0);
      }
    },
    listen: async (id, heard) => {
      const { number, twin } = await found('inputs', id);
      try {
        if (twin) return twinInput(number, heard);
        const port = await engine.openMidiIn(id);
        await port.connect((message: ArrayLike<number>) => heard(Uint8Array.from(message)));
        return { close: () => void port.close() };
      } catch (error) {
        throw refusal(error, id, number >= 0);
      }
    },
    watch: (changed) => {
      const watcher = engine.onChange(changed);
      return () => void watcher.disconnect(changed);
    },
    close: () => void engine.close(),
  };
}
