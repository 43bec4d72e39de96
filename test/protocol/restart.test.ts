/** Processes that die: when the pad comes back, and when the app stops trying. */
import { describe, expect, test } from 'vitest';
import { Failure } from '#main/protocol/failure.ts';
import { life } from '#main/protocol/hosts.ts';
import { lasting } from '#main/protocol/lasting.ts';
import { loop } from '#main/protocol/loop.ts';
import { afterDeath, HEALTHY, unharmed } from '#main/protocol/restart.ts';
import { serve } from '#main/protocol/serve.ts';
import { Supervisor } from '#main/protocol/supervisor.ts';
import type { HostState } from '#main/protocol/hosts.ts';
import type { Child } from '#main/protocol/supervisor.ts';

/** A clock that a test turns by hand. */
class HandClock {
  #now = 0;
  #due: { readonly at: number; readonly call: () => void }[] = [];
  readonly now = (): number => this.#now;
  readonly after = (seconds: number, call: () => void): (() => void) => {
    const entry = { at: this.#now + seconds, call };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((each) => each !== entry);
    };
  };
  pass(seconds: number): void {
    this.#now += seconds;
    const due = this.#due.filter(({ at }) => at <= this.#now);
    this.#due = this.#due.filter(({ at }) => at > this.#now);
    for (const { call } of due) call();
  }
}

interface Fake extends Child<string> {
  readonly die: () => void;
  readonly leave: () => void;
  readonly bequeath: (left: unknown) => void;
}

function household(always: boolean, deaf = false, kept: { left: unknown } = { left: null }) {
  const clock = new HandClock();
  const states: HostState[] = [];
  const heirs: unknown[] = [];
  const rests = { count: 0 };
  const born: Fake[] = [];
  const spawn = (): Fake => {
    const [near, far] = loop();
    let die = (): void => undefined;
    const exited = new Promise<void>((resolve) => {
      die = resolve;
    });
    const served = serve(life, far, {
      alive: () => (deaf && born.length === 1 ? new Promise<never>(() => undefined) : {}),
      inherit: ({ left }) => {
        heirs.push(left);
        return {};
      },
      rest: () => {
        rests.count += 1;
        return {};
      },
    });
    const child: Fake = {
      pid: () => born.length,
      open: (name) => name,
      life: near,
      exited,
      kill: die,
      die,
      leave: () => served.emit('leaving', {}),
      bequeath: (left) => served.emit('testament', { left }),
    };
    born.push(child);
    return child;
  };
  const changed = (state: HostState): void => void states.push(state);
  const supervisor = new Supervisor({
    host: 'answering',
    spawn,
    clock,
    always,
    patience: 5,
    changed,
    testament: {
      left: () => kept.left,
      keep: (left) => {
        kept.left = left;
      },
    },
  });
  return { clock, states, born, heirs, rests, supervisor, last: () => states.at(-1) };
}

test('the first death is healed at once, quick deaths in a row ever later, and not for ever', () => {
  let fate = unharmed;
  const pauses: (number | null)[] = [];
  for (let death = 0; death < 8; death += 1) {
    const { record, pause } = afterDeath(fate, 1);
    fate = record;
    pauses.push(pause);
  }
  expect(pauses).toEqual([0, 0.25, 0.5, 1, 2, 4, 8, null]);
  expect(afterDeath(fate, HEALTHY)).toEqual({ record: { deaths: 9, quick: 1 }, pause: 0 });
});

describe('a supervisor', () => {
  test('starts what died again, and says so', async () => {
    const { supervisor, born, clock, last } = household(true);
    await supervisor.need();
    born[0]?.die();
    await expect.poll(() => last()?.state).toBe('waiting');
    clock.pass(0);
    await expect
      .poll(() => last())
      .toMatchObject({ state: 'running', deaths: 1, reason: 'crashed' });
    expect(born).toHaveLength(2);
  });

  test('ends what hangs, and starts it again', async () => {
    const { supervisor, born, clock, last } = household(true, true);
    supervisor.need().catch(() => undefined);
    clock.pass(5);
    await expect.poll(() => last()).toMatchObject({ state: 'waiting', reason: 'hung' });
    clock.pass(0);
    await expect.poll(() => last()?.state).toBe('running');
    expect(born).toHaveLength(2);
  });

  test('lets a process end its notes before the machine sleeps, and misses none that is not there', async () => {
    const { supervisor, born, rests } = household(false);
    await supervisor.rest();
    await supervisor.need();
    await supervisor.rest();
    expect(rests.count).toBe(1);
    born[0]?.leave();
    await new Promise<void>((resolve) => setImmediate(resolve));
    born[0]?.die();
    await expect.poll(() => supervisor.state.state).toBe('absent');
    await supervisor.rest();
    expect(rests.count).toBe(1);
  });

  test('lets an idle process leave, and starts it when it is needed', async () => {
    const { supervisor, born, last } = household(false);
    await supervisor.need();
    born[0]?.leave();
    await Promise.resolve();
    await new Promise<void>((resolve) => queueMicrotask(resolve));
    born[0]?.die();
    await expect.poll(() => last()).toMatchObject({ state: 'absent', deaths: 0 });
    await supervisor.need();
    expect(born).toHaveLength(2);
  });

  test('joins nobody to a process that is going: she would be told again and again that it is gone', async () => {
    const { supervisor, born, last } = household(false);
    await supervisor.need();
    born[0]?.life.close();
    await new Promise<void>((resolve) => setImmediate(resolve));
    const next = supervisor.need();
    expect(born).toHaveLength(1);
    born[0]?.die();
    await next;
    expect(born).toHaveLength(2);
    expect(last()).toMatchObject({ state: 'running', deaths: 1 });
  });

  test('renews a process that is to be started otherwise, which is no death', async () => {
    const { supervisor, born, states, last } = household(false);
    await supervisor.renew(1);
    expect(born).toHaveLength(0);
    await supervisor.need();
    await supervisor.renew(1);
    expect(last()).toMatchObject({ state: 'absent', reason: 'renewed', deaths: 0, pid: null });
    await supervisor.need();
    expect(born).toHaveLength(2);
    expect(states.map(({ state }) => state)).not.toContain('waiting');
    expect(last()).toMatchObject({ state: 'running', reason: null });
  });

  test('hands what a dead process left to the next one, before any window: its notes would hang', async () => {
    const { supervisor, born, heirs, clock, last } = household(true);
    await supervisor.need();
    born[0]?.bequeath(['old']);
    born[0]?.bequeath(['synth', 9]);
    await Promise.resolve();
    await new Promise<void>((resolve) => queueMicrotask(resolve));
    expect(heirs).toEqual([]);
    born[0]?.die();
    await expect.poll(() => last()?.state).toBe('waiting');
    clock.pass(0);
    await expect.poll(() => born.length).toBe(2);
    await supervisor.need();
    expect(heirs).toEqual([['synth', 9]]);
  });

  test('hands it to the next one even where the app itself was killed, and leaves nothing after an end in order', async () => {
    const kept: { left: unknown } = { left: null };
    const killed = household(true, false, kept);
    await killed.supervisor.need();
    killed.born[0]?.bequeath(['synth', 9]);
    await expect.poll(() => kept.left).toEqual(['synth', 9]);
    // All of it is gone without a word; the app is started anew.
    const next = household(true, false, kept);
    await next.supervisor.need();
    expect(next.heirs).toEqual([['synth', 9]]);
    const over = next.supervisor.stop(2);
    next.born[0]?.die();
    await over;
    expect(kept.left).toBe(null);
  });

  test('starts nothing any more once it was stopped', async () => {
    const { supervisor, born, last } = household(true);
    await supervisor.need();
    await supervisor.stop(1);
    await expect.poll(() => last()?.state).toBe('absent');
    await expect(supervisor.need()).rejects.toBeInstanceOf(Failure);
    expect(born).toHaveLength(1);
  });
});

test('a window keeps its client while the process behind it dies and comes back', async () => {
  let again = 0;
  let joined = 0;
  let cut = (): void => undefined;
  let tell = (): void => undefined;
  const client = lasting(life, {
    join: () => {
      const [near, far] = loop();
      joined += 1;
      const served = serve(life, far, { alive: () => ({}), inherit: () => ({}), rest: () => ({}) });
      cut = () => served.close();
      tell = () => served.emit('leaving', {});
      return Promise.resolve(near);
    },
    eager: true,
    again: () => {
      again += 1;
    },
    later: (_seconds, call) => void setTimeout(call, 0),
  });
  let heard = 0;
  client.on('leaving', () => {
    heard += 1;
  });
  await client.alive({});
  tell();
  await expect.poll(() => heard).toBe(1);
  cut();
  await expect.poll(() => again).toBe(1);
  await client.alive({});
  tell();
  await expect.poll(() => heard).toBe(2);
  expect(joined).toBe(2);
  client.close();
});
