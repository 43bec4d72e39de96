/** Real MIDI ports between processes: JACK's server without a sound card, and RtMidi's binding for it, which set-up builds. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '#setup/supply/cache.mjs';
import { find } from '#setup/supply/program.mjs';

/** The binding, or null where set-up could not build it; `npm test` says why. */
export function jackBinding(): string | null {
  const file = path.join(cacheFolder(), 'midi-3.8.1-jack', 'midi.node');
  return existsSync(file) && find('jackd') !== null ? file : null;
}

/** Milliseconds that the server is given to end by itself. */
const GRACE_MS = 2000;

/** Milliseconds that the server waits for a client within a period, before it takes it for dead. */
const PATIENCE_MS = 20_000;

/** A running server. */
export interface JackServer {
  /** What programs that use it find in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * Names that servers of ours have. JACK knows eight at most and keeps the place of one that was killed until another comes
 * of the same name, so they come back to these.
 */
const NAMES = ['melodrift-1', 'melodrift-2', 'melodrift-3', 'melodrift-4'];

/** Frames in a period, after which the server hands on what was sent. */
const FRAMES = 32;
/** Frames a second: a period is two thirds of a millisecond. */
const RATE = 48_000;

/**
 * Starts a server under the first name that no other test uses; settles when clients may come.
 * @param rate frames a second, which say how often messages are handed on; there is no sound
 */
export async function startJack(rate = RATE): Promise<JackServer> {
  const refusals: string[] = [];
  for (const name of NAMES) {
    const server = await started(name, rate);
    if (typeof server !== 'string') return server;
    refusals.push(server);
  }
  throw new Error(`jackd does not start: ${refusals.join('; ')}`);
}

/** A running server of this name, or what it said instead. */
async function started(name: string, rate: number): Promise<JackServer | string> {
  // Left alone, JACK does not wait for a client that is late: of a whole period of messages each is then lost, or heard
  // again and again. On a busy machine that is not rare. Synchronous, it waits, and what is missing is ours to mend.
  const waiting = ['--sync', '--timeout', String(PATIENCE_MS)];
  const driver = ['-d', 'dummy', '-r', String(rate), '-p', String(FRAMES)];
  // Real time where the system grants it: a server that waits for its turn holds up all that is sent.
  const urgent = ['-R', '-P', '20'];
  // Silent, or a line for each late period fills the pipe while this process is busy, and the server waits for its reader.
  const words = ['--silent', '--name', name, ...urgent, ...waiting, ...driver];
  const server = spawn('jackd', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise<void>((done) => server.once('close', () => done()));
  let said = '';
  const up = new Promise<boolean>((done) => {
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('self-connect-mode')) done(true);
      });
    void gone.then(() => done(false));
    server.once('error', () => done(false));
  });
  if (!(await up)) return said.replace(/jackdmp [\s\S]*/, '').trim();
  return {
    environment: { JACK_DEFAULT_SERVER: name, JACK_NO_START_SERVER: '1' },
    stop: async () => {
      server.kill();
      // It waits for clients, of which this process may be one.
      const force = setTimeout(() => server.kill('SIGKILL'), GRACE_MS);
      await gone;
      clearTimeout(force);
    },
  };
}
