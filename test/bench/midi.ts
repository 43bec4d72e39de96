/** `bench midi`: how late messages are at a port that another process reads: idle, while learning, behind a blocked window, and by plain timers. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { forkHost } from '#main/engine/door/forks.ts';
import { now } from '#main/midi/clock.ts';
import { answering } from '#main/protocol/answering.ts';
import { connect } from '#main/protocol/connect.ts';
import { linkWire } from '#main/protocol/link.ts';
import { midi as contract } from '#main/protocol/midi.ts';
import { strands } from '#main/protocol/strands.ts';
import { learner } from './learner.ts';
import { ended, measuredPort, started } from './midi/port.ts';
import { padToNote, thruTimes } from './midi/hands.ts';
import { denseMessages, denseScore, lateness } from './midi/score.ts';
import { quantiles } from './quantiles.ts';
import type { MeasuredPort } from './midi/port.ts';
import type { BenchOptions } from './step.ts';
import type { Client } from '#main/protocol/contract.ts';

/** Seconds before the music begins, and after it is over until the last message has surely arrived. */
const AHEAD = 1;
const AFTER = 0.5;
/** Seconds that are played before anything is measured. */
const WARM_UP = 3;

const PROGRAMS = {
  engine: new URL('../../main/engine/process.ts', import.meta.url),
  midi: new URL('../../main/midi/process.ts', import.meta.url),
};

const pass = (seconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, seconds * 1000));

/** What arrived of one playing of the score. */
type Playing = (origin: number) => Promise<void>;
type Stop = () => Promise<unknown>;

/** Plays once; answers how late each message arrived, in milliseconds, in order. */
async function measured(port: MeasuredPort, seconds: number, play: Playing, stop: Stop) {
  port.arrived.length = 0;
  const origin = now() + AHEAD;
  await play(origin);
  await pass(Math.max(0, origin - now()) + seconds + AFTER);
  const late = lateness(port.arrived, origin, seconds);
  // Else the clock's ticks would go on evenly into the next playing, which begins at another moment.
  await stop();
  return late;
}

/** How much later the last tenth was than the first, in milliseconds: clocks that drift apart show here. */
function drift(late: readonly number[]): number {
  const tenth = Math.max(1, Math.floor(late.length / 10));
  return (
    Math.round((quantiles(late.slice(-tenth)).p50 - quantiles(late.slice(0, tenth)).p50) * 1000) /
    1000
  );
}

/** How late the sender itself sent what begins a note or ticks while `play` runs, in milliseconds. */
async function asSent(client: Client<typeof contract>, play: () => Promise<unknown>) {
  const late: number[] = [];
  const forget = client.on('sent', ({ messages }) => {
    for (const { bytes, late: seconds } of messages) {
      const begins = (bytes[0] ?? 0) >> 4 === 9 || bytes[0] === 0xf8;
      if (begins && seconds !== null) late.push(seconds * 1000);
    }
  });
  await client.monitor({ on: true });
  await play();
  await client.monitor({ on: false });
  forget();
  return late;
}

/** How late a thread wakes that has nothing to do: what is the machine's own of all that follows. */
async function bare(seconds: number) {
  const script = path.join(import.meta.dirname, 'midi', 'bare.ts');
  const child = fork(script, [String(seconds)], { serialization: 'advanced' });
  const [late] = await once(child, 'message');
  child.disconnect();
  return quantiles(z.array(z.number()).parse(late));
}

/** Milliseconds at the port, each condition for `seconds`. */
export async function midi(options: BenchOptions): Promise<object> {
  const { seconds, port: asked = null, drift: long = 0 } = options;
  const port = await measuredPort(asked);
  const env = { ...process.env, ...port.environment };
  const program = (name: string): string => path.join(import.meta.dirname, 'midi', name);
  const host = fork(program('host.ts'), [...port.words], { env, serialization: 'advanced' });
  const client = connect(contract, strands(linkWire(host))(contract.name));
  const naive = fork(program('naive.ts'), [...port.words, port.output], { env });
  await started(naive);
  const { output } = port;
  const stop = () => client.stop({});
  const lasting = (length: number): Playing => {
    const score = denseScore(length);
    return async (origin) => {
      await client.play({ output, score, origin, at: origin });
    };
  };
  const ours = lasting(seconds);
  const blocked: Playing = async (origin) => {
    await ours(origin);
    // The window does nothing but compute until the music is over.
    const end = origin + seconds;
    while (now() < end);
  };
  const timers: Playing = (origin) => {
    naive.send({ origin, messages: denseMessages(seconds) });
    return Promise.resolve();
  };
  // A program is there once it answers, and the first sounds of a port are not like the others.
  await client.ports({});
  await measured(port, WARM_UP, lasting(WARM_UP), stop);
  const machine = await bare(seconds);
  const idle = await measured(port, seconds, ours, stop);
  const plain = await measured(port, seconds, timers, stop);
  const behind = await measured(port, seconds, blocked, stop);
  const sender = await asSent(client, () => measured(port, seconds, ours, stop));
  const pad = await padOf(port, client, seconds);
  const thru = port.input === null ? null : quantiles(await thruTimes(port, client, seconds));
  const end = await learner();
  const learning = await measured(port, seconds, ours, stop);
  const plainLearning = await measured(port, seconds, timers, stop);
  await end();
  const drifting = long > 0 ? await measured(port, long, lasting(long), stop) : idle;
  client.close();
  await ended(host);
  await ended(naive);
  await port.close();
  const figures = {
    machine,
    idle: quantiles(idle),
    learning: quantiles(learning),
    blocked: quantiles(behind),
    setTimeout: quantiles(plain),
    setTimeoutLearning: quantiles(plainLearning),
    /** As the sender itself saw it, idle: what the way to the reader adds is not in it. */
    sender: quantiles(sender),
    drift: drift(drifting),
    driftSeconds: long > 0 ? long : seconds,
  };
  const late = figures.learning.p99;
  return {
    port: port.kind,
    seconds,
    ...figures,
    padToNote: pad,
    thru,
    messages: idle.length,
    goal: 'p99 while learning <= 1.5 x idle, <= 1/4 of setTimeout, <= 0.6 ms; drift <= 0.1 ms',
    pass:
      late <= 1.5 * figures.idle.p99 &&
      late <= figures.setTimeoutLearning.p99 / 4 &&
      late <= 0.6 &&
      Math.abs(figures.drift) <= 0.1,
  };
}

/** The same way for the pad, whose phrases a real answer engine decodes in a process of its own. */
async function padOf(port: MeasuredPort, client: Parameters<typeof padToNote>[1], seconds: number) {
  const engine = forkHost(PROGRAMS, 'answering');
  const answers = connect(answering, engine.open(answering.name));
  const file = path.join(import.meta.dirname, '..', '..', 'resources', 'demo');
  await answers.load({
    model: new Uint8Array(await readFile(path.join(file, 'model.safetensors'))),
  });
  const times = await padToNote(port, client, answers, seconds);
  answers.close();
  engine.kill(true);
  await engine.exited;
  return quantiles(times);
}
