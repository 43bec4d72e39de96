// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Learning that was under way when the app died: it is kept, offered, and never replaced or mixed up unasked. */
import { readdir } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { Autosaves } from '#electron/autosaves.ts';
import { isNothing } from '#renderer/session/difference-words.ts';
import { packRun, unpackRun } from '#renderer/session/unfinished.ts';
import { begun, died, folder, runOf } from './left-work.ts';

it('learning that was under way is kept beside a project without an edit, offered and goes on at its step', async () => {
  const { session: lost } = await begun();
  const run = runOf(lost);
  lost.learner.leave(run);
  await lost.autosave.now();
  expect((await readdir(folder)).sort()).toEqual(
    ['autosave', 'run'].map((ending) => `${lost.autosave.id}.${ending}`),
  );
  const { session } = await begun();
  await session.recovery.look();
  expect(session.recovery.offer?.run).toEqual(run);
  // The card says that it is the run alone.
  const alone = session.recovery.offer?.kept?.difference;
  expect(alone && isNothing(alone)).toBe(true);
  await session.recovery.recover();
  expect(session.learner.interrupted).toEqual(run);
  // The run is this session's now, and still safe.
  expect(await readdir(folder)).toHaveLength(2);
  expect(await new Autosaves(folder).readRun(session.autosave.id)).not.toBeNull();
  session.learner.forget();
  await session.autosave.now();
  expect(await new Autosaves(folder).readRun(session.autosave.id)).toBeNull();
});

it('another run never takes the place of one that can go on without her word', async () => {
  const { session } = await begun();
  session.learner.leave(runOf(session));
  Object.defineProperty(session, 'whyNotLearn', { value: null });
  const begins = vi.spyOn(session.learner, 'start').mockResolvedValue();
  const goesOn = vi.spyOn(session.learner, 'goOn').mockResolvedValue();
  const learning = session.learn();
  expect(session.questions.open?.why()).toContain('step 120');
  session.questions.dismiss();
  await learning;
  expect([begins.mock.calls.length, goesOn.mock.calls.length]).toEqual([0, 0]);
  for (const answer of ['go-on', 'anew']) {
    const again = session.learn();
    session.questions.open?.answer(answer);
    await again;
  }
  expect([begins.mock.calls.length, goesOn.mock.calls.length]).toEqual([1, 1]);
});

it('a project that is opened while recovered work is still being made ready has no run of the work before', async () => {
  const { session: lost } = await begun();
  lost.learner.leave(runOf(lost));
  await lost.autosave.now();
  const { session } = await begun();
  await session.recovery.look();
  const recovering = session.recovery.recover();
  await vi.waitFor(() => expect(session.learner.unfinished).not.toBeNull());
  const leaving = session.projectFile.begin();
  session.questions.open?.answer('discard');
  await Promise.all([recovering, leaving]);
  expect(session.learner.unfinished).toBeNull();
  await session.autosave.now();
  expect(await readdir(folder)).toEqual([]);
});

it("a run that is damaged, or lies there without its project, costs no project and stands in nobody's way", async () => {
  const lost = await died();
  const autosaves = new Autosaves(folder);
  const whole = packRun(runOf(lost));
  for (const bytes of [whole.slice(0, -1), whole.slice(0, 20), new Uint8Array(), new Uint8Array(9)])
    expect(unpackRun(bytes)).toBeNull();
  await autosaves.keep(lost.autosave.id, whole.slice(0, -1), 'run');
  await autosaves.keep('22222222-2222-4222-8222-222222222222', whole, 'run');
  const { session } = await begun();
  await session.recovery.look();
  expect(session.recovery.offer?.run).toBeNull();
  await session.recovery.recover();
  expect(session.songs.list[0]?.name).toBe('Mine');
  expect(session.learner.interrupted).toBeNull();
  expect(await readdir(folder)).toEqual([`${session.autosave.id}.autosave`]);
});

it('a long run is written again and again, but less often the older it is', async () => {
  const { session, waiting } = await begun();
  const waits = (): number => {
    session.autosave.follow();
    return Math.max(...waiting.map(({ milliseconds }) => milliseconds));
  };
  session.learner.leave({ ...runOf(session), seconds: 500 });
  await session.autosave.now();
  session.learner.leave({ ...runOf(session), seconds: 502 });
  expect(waits()).toBeGreaterThan(10_000);
});
