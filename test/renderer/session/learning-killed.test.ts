// @vitest-environment node
/** The learn engine as a real process, killed without warning: what a person loses of a run that took her minutes. */
import { expect, test, vi } from 'vitest';
import { breathe, clock } from '#main/engine/clock.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { Run } from '#main/engine/training/run.ts';
import type { RunNews } from '#main/engine/training/run-setup.ts';
import { changed } from '#main/engine/training/setting.ts';
import { songInputOf } from '#renderer/session/song.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { withProcess } from './learn-process.ts';

/** The same run that nobody kills: what is told after each of its steps. */
async function uninterrupted(session: Session, steps: number): Promise<readonly RunNews[]> {
  const setting = changed(presetNamed('quick'), { heldOut: '0' });
  const songs = session.songs.list.map(songInputOf);
  const maker = networkMaker(await chosenBackend(null));
  const base = { songs, preset: 'quick', setting, seed: 1, from: null, maker };
  const run = await Run.prepare({ ...base, clock, breathe });
  const told: RunNews[] = [];
  await run.go({ steps, seconds: 0 }, { news: (news) => void told.push(news) });
  run.dispose();
  return told;
}

const LONG = { timeout: 60_000, interval: 20 };

test('a learn engine that is killed twice in a run comes back, and the run goes on with the curve it would have had', async () => {
  const { session, pid, end } = await withProcess();
  const { learner } = session;
  try {
    await session.learn();
    const id = learner.unfinished?.id;
    for (const deaths of [1, 2]) {
      const before = learner.unfinished?.step ?? 0;
      await vi.waitFor(() => expect(learner.unfinished?.step).toBeGreaterThan(before), LONG);
      const killed = pid();
      if (killed === null) throw new Error('it learns in a process');
      process.kill(killed, 'SIGKILL');
      await vi.waitFor(() => expect(session.engines.learning.deaths).toBe(deaths), LONG);
      await vi.waitFor(() => expect(learner.state.state).toBe('learning'), LONG);
      expect(learner.wentOnFrom).toBeGreaterThan(before);
      expect(session.toasts.current?.text()).toContain(String(learner.wentOnFrom));
    }
    const last = learner.wentOnFrom ?? 0;
    await vi.waitFor(() => expect(learner.last?.step ?? 0).toBeGreaterThan(last + 30), LONG);
    await learner.stop();
    await vi.waitFor(() => expect(session.models.list).toHaveLength(1), LONG);
    expect(session.models.current?.id).toBe(id);
    expect(learner.unfinished).toBeNull();
  } finally {
    await end();
  }
  const steps = learner.curve.map(({ step }) => step);
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  const whole = await uninterrupted(session, steps.at(-1) ?? 0);
  // What is measured between steps, by the time that is left for it, is not part of every run.
  const running = learner.curve.filter(({ noteF1 }) => noteF1 === null);
  expect(running.length).toBeGreaterThan(10);
  for (const { step, bound, kl } of running) {
    const same = whole[step - 1];
    if (same?.step !== step || same.measured) continue;
    expect(Math.abs(bound - same.bound)).toBeLessThan(1e-5);
    expect(Math.abs(kl - same.kl)).toBeLessThan(1e-5);
  }
}, 240_000);
