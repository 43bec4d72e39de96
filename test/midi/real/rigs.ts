/** Ways to MIDI ports, each with one instrument at it: of memory, of this process, and of another one through JACK. */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import JZZ from 'jzz';
import { z } from 'zod';
import { jzzPorts } from '#main/midi/ports/jzz.ts';
import { MemoryPorts } from '#main/midi/ports/memory.ts';
import { rtmidiPorts } from '#main/midi/ports/rtmidi.ts';
import { jackBinding, startJack } from './jack.ts';
import type { Ports } from '#main/midi/ports/port.ts';

/** An engine with one instrument at it. */
export interface Rig {
  readonly ports: Ports;
  /** Names of the instrument's ear and of its keys. */
  readonly output: string;
  readonly input: string;
  /** What the instrument has heard. */
  readonly received: () => readonly (readonly number[])[];
  /** The instrument's keys send this. */
  readonly press: (bytes: readonly number[]) => void;
  readonly close: () => Promise<void>;
}

function memory(): Promise<Rig> {
  const ports = new MemoryPorts(['Synth'], () => 0);
  return Promise.resolve({
    ports,
    output: 'Synth',
    input: 'Synth',
    received: () => ports.sent.map(({ bytes }) => bytes),
    press: (bytes) => ports.press('Synth', bytes),
    close: () => Promise.resolve(ports.close()),
  });
}

/** JZZ with virtual ports of this process. */
async function jzz(): Promise<Rig> {
  const received: number[][] = [];
  const ear = JZZ.Widget({
    _receive: (message: ArrayLike<number>) => void received.push(Array.from(message)),
  });
  const keys = JZZ.Widget();
  for (const [add, widget] of [
    ['addMidiOut', ear],
    ['addMidiIn', keys],
  ] as const) {
    const adding: unknown = Reflect.get(JZZ, add);
    if (typeof adding !== 'function') throw new Error('JZZ cannot make virtual ports');
    adding('Melodrift test', widget);
  }
  const ports = await jzzPorts();
  return {
    ports,
    output: 'Melodrift test',
    input: 'Melodrift test',
    received: () => received,
    press: (bytes) => void keys.emit([...bytes]),
    close: () => Promise.resolve(ports.close()),
  };
}

const said = z.object({ arrived: z.array(z.object({ bytes: z.array(z.number()) })) });

/** An instrument in a process of its own, or null where it found no server. */
async function instrument(binding: string, env: NodeJS.ProcessEnv): Promise<ChildProcess | null> {
  const child = fork(path.join(import.meta.dirname, 'synthesizer.ts'), [binding], { env });
  return new Promise((done) => {
    child.once('message', () => done(child));
    child.once('exit', () => done(null));
  });
}

/** RtMidi on JACK's server, with an instrument in another process. */
async function jack(binding: string): Promise<Rig> {
  const server = await startJack();
  Object.assign(process.env, server.environment);
  const received: number[][] = [];
  // The server says that it is there a tenth of a second before clients may come; who is too early gives up at once.
  let child: ChildProcess | null = null;
  for (let tries = 0; child === null && tries < 20; tries += 1)
    child = await instrument(binding, process.env);
  if (child === null) throw new Error('no instrument finds the server');
  const synthesizer = child;
  synthesizer.on('message', (message) => {
    const read = said.safeParse(message);
    if (read.success) received.push(...read.data.arrived.map(({ bytes }) => bytes));
  });
  const ports = rtmidiPorts(binding);
  const named = async (side: 'outputs' | 'inputs', ending: string): Promise<string> => {
    const port = (await ports[side]()).find(({ name }) => name.endsWith(ending));
    if (port === undefined) throw new Error(`no port ${ending}`);
    return port.id;
  };
  return {
    ports,
    output: await named('outputs', 'ear'),
    input: await named('inputs', 'keys'),
    received: () => received,
    press: (bytes) => void synthesizer.send(bytes),
    close: async () => {
      ports.close();
      const gone = new Promise((done) => synthesizer.once('exit', done));
      synthesizer.disconnect();
      await gone;
      await server.stop();
    },
  };
}

const binding = jackBinding();
/** Each by its name; `there` is whether this machine has it. */
export const RIGS: readonly { engine: string; make: () => Promise<Rig>; there: boolean }[] = [
  { engine: 'memory', make: memory, there: true },
  { engine: 'jzz', make: jzz, there: true },
  {
    engine: 'rtmidi between processes (JACK)',
    make: () => jack(binding ?? ''),
    there: binding !== null,
  },
];
