/** `bench midi`: how late messages are at a port that another process reads: idle, while learning, behind a blocked window, and by plain timers. */
import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
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

/** Seconds before the music begins, and after it is over until the last message has surely arrived. */
const AHEAD = 1;
const AFTER = 0.5;

const PROGRAMS = {
  engine: new URL('../../main/engine/process.ts', import.meta.url),
  midi: new URL('../../main/midi/process.ts', import.meta.url),
};

const pass = (seconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, seconds * 1000));

/** What arrived of one playing of the score. */
type Playing = (origin: number) => Promise<void>;

/** Plays once; answers how late each message arrived, in milliseconds, in order. */
async function measured(port: MeasuredPort, seconds: number, play: Playing) {
  port.arrived.length = 0;
  const origin = now() + AHEAD;
  await play(origin);
  await pass(Math.max(0, origin - now()) + seconds + AFTER);
  return lateness(port.arrived, origin, seconds);
}

/** How much later the last tenth was than the first, in milliseconds: clocks that drift apart show here. */
function drift(late: readonly number[]): number {
  const tenth = Math.max(1, Math.floor(late.length / 10));
  return (
    Math.round((quantiles(late.slice(-tenth)).p50 - quantiles(late.slice(0, tenth)).p50) * 1000) /
    1000
  );
}

/** Milliseconds at the port, each condition for `seconds`. */
export async function midi({ seconds, port: asked = null }: BenchOptions): Promise<object> {
  const port = await measuredPort(asked);
  const env = { ...process.env, ...port.environment };
  const program = (name: string): string => path.join(import.meta.dirname, 'midi', name);
  const host = fork(program('host.ts'), [...port.words], { env, serialization: 'advanced' });
  const client = connect(contract, strands(linkWire(host))(contract.name));
  const naive = fork(program('naive.ts'), [...port.words, port.output], { env });
  await started(naive);
  const { output } = port;
  const score = denseScore(seconds);
  const ours: Playing = async (origin) => {
    await client.play({ output, score, origin, at: origin });
  };
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
  // The first sounds of a port, and of a program, are not like the others.
  await measured(port, 1, (origin) =>
    client.play({ output, score: denseScore(1), origin, at: origin }).then(() => undefined),
  );
  const idle = await measured(port, seconds, ours);
  const plain = await measured(port, seconds, timers);
  const behind = await measured(port, seconds, blocked);
  const pad = await padOf(port, client, seconds);
  const thru = port.input === null ? null : quantiles(await thruTimes(port, client, seconds));
  const end = await learner();
  const learning = await measured(port, seconds, ours);
  const plainLearning = await measured(port, seconds, timers);
  await end();
  await client.stop({});
  client.close();
  await ended(host);
  await ended(naive);
  await port.close();
  const figures = {
    idle: quantiles(idle),
    learning: quantiles(learning),
    blocked: quantiles(behind),
    setTimeout: quantiles(plain),
    setTimeoutLearning: quantiles(plainLearning),
    drift: drift(idle),
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
