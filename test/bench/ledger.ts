/** `bench ledger`: how long after each fault the last note that was owed has ended, at a port log, with the app's own processes. */
import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { now } from '#main/midi/clock.ts';
import { connect } from '#main/protocol/connect.ts';
import { linkWire } from '#main/protocol/link.ts';
import { midi } from '#main/protocol/midi.ts';
import { relay } from '#main/protocol/relay.ts';
import { learner } from './learner.ts';
import { household } from './ledger/house.ts';
import { account, ends, PortLog } from './ledger/log.ts';
import { CHORDS, chord, HELD, held, scoreOf } from './ledger/score.ts';
import { quantiles } from './quantiles.ts';
import type { Client } from '#main/protocol/contract.ts';
import type { Sent } from '#main/midi/ports/memory.ts';
import type { HostName } from '#main/protocol/hosts.ts';
import type { BenchOptions } from './step.ts';

const PORTS = ['A', 'B'] as const;
const [A, B] = PORTS;
/** Seconds within which a note must have ended, and within which the heir of a killed process has ended it. */
const SOON = 0.05;
const AFTER_DEATH = 1;
/** Seconds after which a note counts as never ended, and of `--seconds` that make one round of all faults. */
const PATIENCE = 20;
const ROUND = 10;
/** Seconds that processes are given to end in order. */
const GRACE = 3;
const AHEAD = 0.05;

type Midi = Client<typeof midi>;

/** The stage on which things go wrong. */
interface Scene {
  readonly log: PortLog;
  readonly plug: (names: readonly string[]) => Promise<void>;
  /** The processes of the app: fresh ones each time, since one that dies often is started again ever later. */
  readonly house: ReturnType<typeof household>;
}

/** A fault: from a chord that is held on A, answers the moment from which its end is awaited. */
interface Fault {
  readonly within: number;
  readonly run: (scene: Scene, client: Midi) => Promise<number>;
}

const program = (name: string): string => path.join(import.meta.dirname, 'ledger', name);
/** All of a chord is down. */
const down = async ({ log }: Scene, from: number, pitches: readonly number[] = CHORDS.first) => {
  for (const pitch of pitches) {
    const struck = ({ output, bytes }: Sent): boolean =>
      output === A && bytes[0] === 0x90 && bytes[1] === pitch;
    if ((await log.first(struck, PATIENCE, from)) === null) throw new Error('it never began');
  }
};
const playAt = (client: Midi, output: string, at: number, score = held(), into = 0) =>
  client.play({ output, score, origin: at - into, at, withdraw: at });

/** Kills a process of the house without a word. */
function kill({ house }: Scene, victim: HostName): number {
  const pid = house.states.find(({ host }) => host === victim)?.pid;
  if (pid === null || pid === undefined) throw new Error(`${victim} does not run`);
  const at = now();
  process.kill(pid, 'SIGKILL');
  return at;
}

/** The chord ends in time of itself, whatever is killed meanwhile. */
const passes = (victim: HostName): Fault => ({
  within: SOON,
  run: async (scene, client) => {
    await scene.house.join(victim);
    const at = now() + AHEAD;
    const from = scene.log.look().length;
    await playAt(client, A, at, scoreOf(chord(CHORDS.first, 0, 0.3)));
    await down(scene, from);
    kill(scene, victim);
    return at + 0.3;
  },
});
const asked = (ask: (client: Midi) => Promise<unknown>): Fault => ({
  within: SOON,
  run: async (_scene, client) => {
    const at = now();
    await ask(client);
    return at;
  },
});

const FAULTS: Readonly<Record<string, Fault>> = {
  stop: asked((client) => client.stop({ output: A })),
  panic: asked((client) => client.panic({})),
  mute: asked((client) => playAt(client, A, now(), scoreOf(chord(CHORDS.other, 0, HELD)))),
  seek: asked((client) => playAt(client, A, now(), held(), HELD + 1)),
  'swap at a boundary': {
    within: SOON,
    run: async (_scene, client) => {
      const at = now() + 0.2;
      await playAt(client, A, at, scoreOf(chord(CHORDS.second, 0, HELD)));
      return at;
    },
  },
  're-route': asked((client) =>
    Promise.all([client.release({ output: A }), playAt(client, B, now())]),
  ),
  'loop edge': {
    within: SOON,
    run: async (scene, client) => {
      const at = now() + AHEAD;
      const from = scene.log.look().length;
      const loop = { from: 0, to: 0.4 };
      // The chord goes over the edge and does not begin the round, so it is down until there and struck again later.
      await playAt(client, A, at, scoreOf(chord(CHORDS.first, 0.2, HELD), loop));
      await down(scene, from);
      return at + loop.to;
    },
  },
  unplugged: {
    within: AFTER_DEATH,
    run: async ({ plug, log }) => {
      await plug([B]);
      // Nothing can be sent to a cable that is not there: what is owed is owed when it is back.
      await new Promise((turn) => setTimeout(turn, 200));
      log.look();
      const at = now();
      await plug(PORTS);
      return at;
    },
  },
  quit: {
    within: SOON,
    run: ({ house }) => {
      const at = now();
      void house.stop(GRACE);
      return Promise.resolve(at);
    },
  },
  sleep: {
    within: SOON,
    run: async ({ house }) => {
      const at = now();
      await house.rest();
      return at;
    },
  },
  'window killed': {
    within: SOON,
    run: async (scene, client) => {
      await client.stop({});
      const from = scene.log.look().length;
      const window = fork(program('window.ts'), [A], { serialization: 'advanced' });
      relay(linkWire(window), await scene.house.join('midi'));
      await down(scene, from);
      const at = now();
      window.kill('SIGKILL');
      return at;
    },
  },
  'answer engine killed': passes('answering'),
  'learn engine killed': passes('learning'),
  'midi process killed': {
    within: AFTER_DEATH,
    run: (scene) => Promise.resolve(kill(scene, 'midi')),
  },
  'main process killed': {
    within: SOON,
    run: async (scene, client) => {
      await client.stop({});
      const from = scene.log.look().length;
      const main = fork(program('house.ts'), [A], { serialization: 'advanced' });
      await down(scene, from);
      const at = now();
      main.kill('SIGKILL');
      return at;
    },
  },
};

/** Milliseconds from the fault until the last key of the chord is up. */
async function measured({ log, plug }: Omit<Scene, 'house'>, fault: Fault): Promise<number> {
  const scene = { log, plug, house: household() };
  const client = connect(midi, await scene.house.join('midi'));
  const from = log.look().length;
  await playAt(client, A, now() + AHEAD);
  await down(scene, from);
  const began = await fault.run(scene, client);
  const ended = await Promise.all(
    CHORDS.first.map((pitch) => {
      const over = (message: Sent): boolean =>
        message.output === A && message.seconds >= began && ends(message, pitch);
      return log.first(over, PATIENCE, from);
    }),
  );
  await scene.house.stop(GRACE);
  return Math.max(...ended.map((message) => ((message?.seconds ?? Infinity) - began) * 1000));
}

/** All faults in turn, `count` times; milliseconds of each. */
async function rounds(scene: Omit<Scene, 'house'>, count: number) {
  const found = new Map<string, number[]>();
  for (let round = 0; round < count; round += 1)
    for (const [name, fault] of Object.entries(FAULTS))
      found.set(name, [...(found.get(name) ?? []), await measured(scene, fault)]);
  return Object.fromEntries([...found].map(([name, times]) => [name, quantiles(times)]));
}

/** Milliseconds from each fault to the last note-off, at rest and beside a learn engine on every core. */
export async function ledger({ seconds }: BenchOptions): Promise<object> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  const file = path.join(folder, 'port.jsonl');
  const plug = (names: readonly string[]): Promise<void> =>
    writeFile(`${file}.ports`, names.map((name) => `${name}\n`).join(''));
  await plug(PORTS);
  process.env['MELODRIFT_MIDI_LOG'] = file;
  const log = new PortLog(file);
  const scene = { log, plug };
  const count = Math.max(1, Math.round(seconds / ROUND));
  const idle = await rounds(scene, count);
  const end = await learner();
  const learning = await rounds(scene, count);
  await end();
  const { hanging, doubled } = account(log.look());
  log.close();
  await rm(folder, { recursive: true, force: true });
  const inTime = (figures: typeof idle): boolean =>
    Object.entries(figures).every(
      ([name, { max }]) => max <= 1000 * (FAULTS[name]?.within ?? Number.NaN),
    );
  return {
    rounds: count,
    idle,
    learning,
    hanging,
    doubled,
    goal: 'within 50 ms; 1,000 ms after a cable is back and after the death of the midi process; none hangs, none doubled',
    pass: inTime(idle) && inTime(learning) && hanging === 0 && doubled === 0,
  };
}
