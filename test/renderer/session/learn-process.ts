/** A session whose learn engine is a process of its own: for tests of what becomes of a run when that process goes. */
import { forkHost } from '#main/engine/door/forks.ts';
import { systemClock } from '#main/protocol/clock.ts';
import { connect } from '#main/protocol/connect.ts';
import type { Wire } from '#main/protocol/contract.ts';
import { hosts, type HostName } from '#main/protocol/hosts.ts';
import { Household } from '#main/protocol/household.ts';
import { lasting } from '#main/protocol/lasting.ts';
import { learning } from '#main/protocol/learning.ts';
import { loop } from '#main/protocol/loop.ts';
import { serve } from '#main/protocol/serve.ts';
import { demoSongs } from '../../engine/demo.ts';
import { silentSession } from '../silent-session.ts';

const PROGRAMS = {
  engine: new URL('../../../main/engine/process.ts', import.meta.url),
  midi: new URL('../../../main/midi/process.ts', import.meta.url),
};

/** A session whose learn engine is a process of its own, watched as the app watches it. */
export async function withProcess() {
  const [near, far] = loop();
  const { emit } = serve(hosts, far, {
    join: () => ({}),
    states: () => ({ hosts: household.states }),
    stage: async ({ on }) => {
      await household.stage(on);
      return {};
    },
  });
  const household = new Household<Wire>({
    spawn: (host, staged) => forkHost(PROGRAMS, host, staged),
    marry: () => undefined,
    clock: systemClock,
    changed: (state) => emit('host', state),
  });
  const risen = new Set<() => void>();
  const client = lasting(learning, {
    join: () => household.join('learning'),
    eager: false,
    again: () => risen.forEach((tell) => tell()),
    later: (seconds, call) => void setTimeout(call, 1000 * seconds),
  });
  const again = (host: HostName, tell: () => void) => {
    if (host === 'learning') risen.add(tell);
    return () => void risen.delete(tell);
  };
  const engines = { learning: client, hosts: connect(hosts, near), again };
  const { session } = silentSession(undefined, {}, undefined, engines);
  const songs = demoSongs(2).map(({ name, bytes }) => ({ name, bytes }));
  await session.openDemo({ songs, model: null });
  const pid = (): number | null =>
    household.states.find(({ host }) => host === 'learning')?.pid ?? null;
  return { session, pid, end: () => household.stop(0) };
}
