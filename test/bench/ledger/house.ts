/** The processes of the app under a supervisor, as the browser door has them: by themselves to be watched, or in a process of their own to be killed. */
import { forkHost } from '#main/engine/door/forks.ts';
import { now } from '#main/midi/clock.ts';
import { systemClock } from '#main/protocol/clock.ts';
import { connect } from '#main/protocol/connect.ts';
import { Household } from '#main/protocol/household.ts';
import { midi } from '#main/protocol/midi.ts';
import { relay } from '#main/protocol/relay.ts';
import { held } from './score.ts';
import type { Wire } from '#main/protocol/contract.ts';

const PROGRAMS = {
  engine: new URL('../../../main/engine/process.ts', import.meta.url),
  midi: new URL('../../../main/midi/process.ts', import.meta.url),
};

/** Starts them. */
export function household(): Household<Wire> {
  return new Household<Wire>({
    spawn: (host, staged) => forkHost(PROGRAMS, host, staged),
    marry: (learning, answering) => relay(learning.open('weights'), answering.open('weights')),
    clock: systemClock,
    changed: () => undefined,
  });
}

const [, file = '', output] = process.argv;
if (import.meta.filename === file && output !== undefined) {
  const house = household();
  const client = connect(midi, await house.join('midi'));
  const at = now() + 0.05;
  await client.play({ output, score: held(), origin: at, at });
}
