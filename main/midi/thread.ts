/** The process's side of the sender thread: starts it, and joins windows to it. */
import { MessageChannel, Worker } from 'node:worker_threads';
import { connect } from '#main/protocol/connect.ts';
import { now } from './clock.ts';
import { conduct, ringingWire, sending } from './sending.ts';
import type { Client, Service } from '#main/protocol/contract.ts';
import type { midi, Score } from '#main/protocol/midi.ts';
import type { Beginning } from './sending.ts';

/** A window's way to the thread, and its end. */
interface Joined {
  readonly client: Client<typeof sending>;
  readonly service: Service<typeof midi>;
}

/** The running thread. */
export interface SenderThread {
  readonly conduct: Client<typeof conduct>;
  readonly join: () => Joined;
  readonly end: () => Promise<unknown>;
}

/** Built, the program is JavaScript beside this file's own bundle; unbuilt, it is TypeScript beside this file. */
function program(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './sender.ts' : './sender.js', import.meta.url);
}

/** The same numbers in memory that both threads see: a long score is not copied by the thread that has to send. */
function shared(score: Score): Score {
  const times = new Float64Array(new SharedArrayBuffer(score.times.byteLength));
  const messages = new Uint8Array(new SharedArrayBuffer(score.messages.byteLength));
  times.set(score.times);
  messages.set(score.messages);
  if (score.clock === undefined) return { ...score, times, messages };
  const clock = new Float64Array(new SharedArrayBuffer(score.clock.byteLength));
  clock.set(score.clock);
  return { ...score, times, messages, clock };
}

/**
 * Starts the thread.
 * @param log the file that stands for the system's ports, or null
 * @param broke hears of the thread's death
 * @param rtmidi a build of RtMidi whose ports are played on instead, or null
 */
export function startSender(
  log: string | null,
  broke: (error: Error) => void,
  rtmidi: string | null = null,
): SenderThread {
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(program(), { workerData: { bell, log, rtmidi } satisfies Beginning });
  worker.once('error', broke);
  worker.once('exit', (code) => broke(new Error(`the sender thread ended with ${code}`)));
  const open = (name: 'sending' | 'conduct') => {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ open: name, port: port2 }, [port2]);
    return ringingWire(port1, bell);
  };
  return {
    conduct: connect(conduct, open('conduct')),
    join: () => {
      const client = connect(sending, open('sending'));
      return {
        client,
        service: {
          ...client,
          now: () => ({ seconds: now() }),
          play: (asked) => client.play({ ...asked, score: shared(asked.score) }),
        },
      };
    },
    end: () => worker.terminate(),
  };
}
