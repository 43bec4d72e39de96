// @vitest-environment node
/** On stage: a learning engine that takes every core makes the music stumble, and a screen that goes dark leaves her blind. */
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { expect, test, vi } from 'vitest';
import { engineEnvironment } from '#main/protocol/environment.ts';
import { pageAwake } from '#renderer/connect/doors/page-awake.ts';
import { OnStage } from '#renderer/session/on-stage.svelte.ts';
import { Preferences } from '#renderer/session/preferences.svelte.ts';
import { Toasts } from '#renderer/session/toasts.svelte.ts';
import { memoryStorage } from '../silent-session.ts';
import { withProcess } from './learn-process.ts';

const LONG = { timeout: 120_000, interval: 20 };
const cores = os.availableParallelism();
/** The threads of a process with the name and the priority of each. */
function threadsOf(pid: number): readonly { readonly name: string; readonly nice: number }[] {
  const tasks = `/proc/${String(pid)}/task`;
  return readdirSync(tasks).map((task) => ({
    name: readFileSync(`${tasks}/${task}/comm`, 'utf8').trim(),
    nice: os.getPriority(Number(task)),
  }));
}

test.skipIf(process.platform !== 'linux' || cores < 2)(
  'on stage the engine that learns is another with a thread less, at the lowest priority, and its run goes on',
  async () => {
    const { session, pid, end } = await withProcess();
    const { learner, stage } = session;
    /** Lets it learn for some steps; answers its process and its threads. */
    const look = async () => {
      const first = learner.last?.step ?? 0;
      const isLearning = { state: 'learning', failure: null };
      const now = () => ({ state: learner.state.state, failure: learner.failure });
      await vi.waitFor(() => expect(now()).toEqual(isLearning), LONG);
      await vi.waitFor(() => expect(learner.last?.step ?? 0).toBeGreaterThan(first), LONG);
      const id = pid();
      if (id === null) throw new Error('it learns in a process');
      return { id, threads: threadsOf(id) };
    };
    try {
      // Without a limit of time: a busy machine may take long over a step.
      learner.preset = 'check';
      await session.learn();
      const run = learner.unfinished?.id;
      await vi.waitFor(() => expect(learner.unfinished?.step).toBeGreaterThan(0), LONG);
      const before = await look();
      await stage.set(true);
      await vi.waitFor(() => expect(pid()).not.toBe(before.id), LONG);
      const staged = await look();
      expect(staged.id).not.toBe(before.id);
      expect(staged.threads.length).toBeLessThan(before.threads.length);
      for (const { nice } of staged.threads) expect(nice).toBe(os.constants.priority.PRIORITY_LOW);
      expect(learner.wentOnFrom).toBeGreaterThan(0);
      expect(learner.unfinished?.id).toBe(run);
      expect(session.engines.learning.deaths).toBe(0);
      await stage.set(false);
      const after = await look();
      expect(after.id).not.toBe(staged.id);
      expect(after.threads).toHaveLength(before.threads.length);
    } finally {
      await end();
    }
  },
  600_000,
);

test('on stage a machine of one core still learns, on the one thread it needs; a machine of more has one thread less', () => {
  const threads = (cores: number): string | undefined =>
    engineEnvironment('learning', true, cores)['TF_NUM_INTRAOP_THREADS'];
  expect([1, 2, 8].map(threads)).toEqual(['1', '1', '7']);
});

/** The switch over a storage, with a desktop that keeps the screen awake or does not. */
function switchOver(storage: Storage, held: boolean, cores = 4) {
  const told: string[] = [];
  const doors = {
    desktop: {
      keepAwake: ({ on }: { readonly on: boolean }) => {
        told.push(`awake ${String(on)}`);
        return Promise.resolve({ held: on && held });
      },
    },
    hosts: {
      stage: ({ on }: { readonly on: boolean }) => {
        told.push(`staged ${String(on)}`);
        return Promise.resolve({});
      },
    },
  };
  const toasts = new Toasts(() => undefined);
  const stage = new OnStage(doors, new Preferences(storage, ['en']), toasts, cores);
  return { stage, told, toasts };
}

test('the switch is found again at the next start, which asks for the same', async () => {
  const storage = memoryStorage();
  const first = switchOver(storage, true);
  expect(first.told).toEqual([]);
  await first.stage.set(true);
  expect(first.stage.awake).toBe(true);
  expect(first.toasts.current?.text()).toContain('stays awake');
  const next = switchOver(storage, true);
  expect(next.stage.on).toBe(true);
  await vi.waitFor(() => expect(next.told.toSorted()).toEqual(['awake true', 'staged true']));
  await next.stage.set(false);
  expect(next.stage.awake).toBe(false);
  expect(switchOver(storage, true).stage.on).toBe(false);
});

test('a screen that cannot be kept awake is told: she would rely on it', async () => {
  const { stage, toasts } = switchOver(memoryStorage(), false);
  await stage.set(true);
  expect(stage.awake).toBe(false);
  expect(toasts.current?.text()).toContain('may still go dark');
});

test.each([true, false])(
  'a machine of one core is not told that a core is left to the music (screen held: %s)',
  async (held) => {
    const { stage, toasts } = switchOver(memoryStorage(), held, 1);
    await stage.set(true);
    expect(stage.spares).toBe(false);
    const said = toasts.current?.text() ?? '';
    expect(said).toContain('has one processor core');
    expect(said).not.toContain('leaves a processor core');
    expect(said.includes('may still go dark')).toBe(!held);
    await stage.set(false);
    expect(toasts.current?.text()).not.toContain('every processor core');
  },
);

test('a browser lets go of the screen when the page is hidden, and is asked again when it is back', async () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const locks: { released: boolean; release: () => Promise<void> }[] = [];
  vi.stubGlobal('navigator', {
    wakeLock: {
      request: () => {
        const lock = {
          released: false,
          release: () => {
            lock.released = true;
            return Promise.resolve();
          },
        };
        locks.push(lock);
        return Promise.resolve(lock);
      },
    },
  });
  const { signal } = new AbortController();
  const keepAwake = pageAwake(page as unknown as Document);
  expect(await keepAwake({ on: true }, signal)).toEqual({ held: true });
  await locks[0]?.release();
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(locks).toHaveLength(2));
  expect(await keepAwake({ on: false }, signal)).toEqual({ held: false });
  expect(locks.map(({ released }) => released)).toEqual([true, true]);
  page.dispatchEvent(new Event('visibilitychange'));
  vi.stubGlobal('navigator', {});
  expect(await keepAwake({ on: true }, signal)).toEqual({ held: false });
  vi.unstubAllGlobals();
  expect(locks).toHaveLength(2);
});
