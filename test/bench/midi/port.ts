/** The port that lateness is measured at: one of JACK's server without a sound card where set-up could build it, else a pipe. */
import { execFileSync, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { rtmidiPorts } from '#main/midi/ports/rtmidi.ts';
import { jackBinding, startJack } from '../../midi/real/jack.ts';
import type { ChildProcess } from 'node:child_process';
import type { Arrived } from '../../midi/real/notebook.ts';

/** A port with its reader. */
export interface MeasuredPort {
  readonly kind: 'jack' | 'pipe';
  readonly output: string;
  /** Its keys as an input; null: a pipe has none. */
  readonly input: string | null;
  /** Words for the programs that open it: a log, a build of RtMidi. */
  readonly words: readonly [string, string];
  readonly environment: Readonly<Record<string, string>>;
  readonly arrived: Arrived[];
  /** When its keys were pressed, by the same clock. */
  readonly pressed: number[];
  /** Presses its keys. */
  readonly press: (bytes: readonly number[]) => void;
  readonly close: () => Promise<void>;
}

const said = z.object({
  arrived: z.array(z.object({ seconds: z.number(), bytes: z.array(z.number()) })),
});
const hit = z.object({ pressed: z.number() });

/** Settles when a program that was started says its first word. */
export const started = (child: ChildProcess): Promise<void> =>
  new Promise((ready, failed) => {
    child.once('message', () => ready());
    child.once('exit', (code) => failed(new Error(`ended with ${String(code)}`)));
  });

/** Milliseconds that a program is given to end by itself: JACK may wait for ever for a client that went before. */
const GRACE_MS = 2000;

/** Ends a program that was started by `fork`. */
export async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.disconnect();
  const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await gone;
  clearTimeout(force);
}

async function reader(program: string, words: readonly string[], environment: object) {
  const child = fork(program, [...words], { env: { ...process.env, ...environment } });
  const arrived: Arrived[] = [];
  const pressed: number[] = [];
  await started(child);
  child.on('message', (message) => {
    const read = said.safeParse(message);
    if (read.success) arrived.push(...read.data.arrived);
    const key = hit.safeParse(message);
    if (key.success) pressed.push(key.data.pressed);
  });
  return { child, arrived, pressed };
}

/** Frames a second of JACK's server: it hands messages on every third of a millisecond, which is part of what is measured. */
const MEASURED_RATE = 96_000;

async function jackPort(binding: string): Promise<MeasuredPort> {
  const server = await startJack(MEASURED_RATE);
  Object.assign(process.env, server.environment);
  const program = path.join(import.meta.dirname, '..', '..', 'midi', 'real', 'synthesizer.ts');
  const { child, arrived, pressed } = await reader(program, [binding], server.environment);
  const ports = rtmidiPorts(binding);
  const named = async (side: 'outputs' | 'inputs', ending: string): Promise<string> =>
    (await ports[side]()).find(({ name }) => name.endsWith(ending))?.id ?? '';
  return {
    kind: 'jack',
    output: await named('outputs', 'ear'),
    input: await named('inputs', 'keys'),
    words: ['', binding],
    environment: server.environment,
    arrived,
    pressed,
    press: (bytes) => void child.send(bytes),
    close: async () => {
      await ended(child);
      await server.stop();
    },
  };
}

async function pipePort(): Promise<MeasuredPort> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  const fifo = path.join(folder, 'port');
  execFileSync('mkfifo', [fifo]);
  const program = path.join(import.meta.dirname, 'fifo-ear.ts');
  const { child, arrived, pressed } = await reader(program, [fifo], {});
  return {
    kind: 'pipe',
    output: 'Memory',
    input: null,
    words: [fifo, ''],
    environment: {},
    arrived,
    pressed,
    press: () => undefined,
    close: async () => {
      // It waits in a read that no disconnecting ends.
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens the port that was asked for, or the best that this machine can offer. */
export function measuredPort(asked: MeasuredPort['kind'] | null): Promise<MeasuredPort> {
  const binding = jackBinding();
  return binding === null || asked === 'pipe' ? pipePort() : jackPort(binding);
}
