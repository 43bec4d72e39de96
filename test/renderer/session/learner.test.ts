// @vitest-environment node
/** The learner beside an engine that dies while a run begins: a run that is asked for twice at once could never end. */
import { expect, test, vi } from 'vitest';
import { connect } from '#main/protocol/connect.ts';
import { Failure } from '#main/protocol/failure.ts';
import { learning } from '#main/protocol/learning.ts';
import { loop } from '#main/protocol/loop.ts';
import { serve } from '#main/protocol/serve.ts';
import { isProblem } from '#main/music/problem.ts';
import { Learner } from '#renderer/session/learner.svelte.ts';
import { Reached } from '#renderer/session/reached.svelte.ts';
import { readSong } from '#renderer/session/song.ts';
import { demoSongs } from '../../engine/demo.ts';

type Begun = Awaited<ReturnType<ReturnType<typeof connect<typeof learning>>['start']>>;

/** A learner, and the starts that its engine was asked for, to be answered by the test. */
async function beside() {
  const starts: { resolve: (begun: Begun) => void; reject: (failure: Failure) => void }[] = [];
  /** How many starts there were at each stop. */
  const stops: number[] = [];
  /** The preset of each start, and the share of songs that it is to leave unheard where that is not the preset's. */
  const wishes: (readonly [string, string | undefined])[] = [];
  /** What was set beside the preset of each start. */
  const sets: Readonly<Record<string, string>>[] = [];
  const [near, far] = loop();
  serve(learning, far, {
    start: ({ preset, set }) => {
      wishes.push([preset, set['heldOut']]);
      sets.push(set);
      return new Promise<Begun>((resolve, reject) => void starts.push({ resolve, reject }));
    },
    pause: () => ({}),
    resume: () => ({}),
    stop: () => {
      stops.push(starts.length);
      return {};
    },
    state: () => ({ ...learner.state, state: 'learning' as const }),
  });
  const nothing = (): void => undefined;
  const hooks = { ready: nothing, gone: nothing, back: nothing };
  /** Milliseconds that it waited before it asked again. */
  const waits: number[] = [];
  const wait = (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  const learner: Learner = new Learner(new Reached(() => connect(learning, near), hooks), wait);
  const [file] = demoSongs(1);
  const song = file === undefined ? null : await readSong(file);
  if (song === null || isProblem(song)) throw new Error('the demo has songs');
  const asked = (count: number) => vi.waitFor(() => expect(starts).toHaveLength(count));
  const dies = (): void => starts.at(-1)?.reject(new Failure('protocol_gone'));
  return { learner, song: { ...song, colour: 1 }, starts, stops, wishes, sets, waits, asked, dies };
}

const begun: Begun = {
  run: 'run',
  segments: 1,
  baselines: { coinFlip: 0, marginal: 0, copyPrevious: 0, markov: 0 },
  carried: null,
};

test('each death is counted once, whether the start or the house tells of it first', async () => {
  const { learner, song, starts, asked, dies } = await beside();
  const started = learner.start([song]);
  for (const deaths of [1, 2, 3]) {
    await asked(deaths);
    dies();
    await asked(deaths + 1);
    expect(learner.lost(), 'the house tells of the same death').toBe(true);
  }
  starts.at(-1)?.resolve(begun);
  await started;
  expect(starts).toHaveLength(4);
  expect(learner.state.state).toBe('learning');
});

test('an engine that dies again and again is asked later and later, then left alone, and the run can still be gone on with', async () => {
  const { learner, song, starts, waits, asked, dies } = await beside();
  const started = learner.start([song]);
  for (const deaths of [1, 2, 3, 4]) {
    await asked(deaths);
    dies();
  }
  await started;
  expect(starts).toHaveLength(4);
  expect(waits, 'it is not asked before anybody has heard of its death').toEqual([50, 200, 800]);
  expect(learner.state.state).toBe('failed');
  expect(learner.interrupted).not.toBeNull();
});

test('what is stopped while it is being prepared stops once it is there, even where the engine dies in between', async () => {
  const { learner, song, starts, stops, asked, dies } = await beside();
  const started = learner.start([song]);
  await asked(1);
  await learner.stop();
  dies();
  await asked(2);
  starts.at(-1)?.resolve(begun);
  await started;
  expect(stops).toEqual([2]);
  const again = learner.start([song]);
  await asked(3);
  starts.at(-1)?.resolve(begun);
  await again;
  expect(stops, 'the next run is not stopped').toEqual([2]);
});

test('songs are learned in one key where she wants that, after a death too; a model that is learned on keeps to its own', async () => {
  const { learner, song, starts, sets, asked, dies } = await beside();
  learner.commonKey = true;
  const started = learner.start([song]);
  await asked(1);
  dies();
  await asked(2);
  starts.at(-1)?.resolve(begun);
  await started;
  const about = { id: 'm', name: '', preset: 'quick', starred: false, at: null, parent: null };
  const parent = { ...about, learned: null, bytes: Uint8Array.of(1) };
  const on = learner.start([song], parent);
  await asked(3);
  starts.at(-1)?.resolve(begun);
  await on;
  expect(sets).toEqual([{ commonKey: 'on' }, { commonKey: 'on' }, {}]);
});

test('the ends of songs are left unheard where she wants to be tested on them, after a death too, and only by presets that learn all', async () => {
  const { learner, song, starts, wishes, asked, dies } = await beside();
  const through = async (count: number, started: Promise<void>): Promise<void> => {
    await asked(count);
    starts.at(-1)?.resolve(begun);
    await started;
  };
  await through(1, learner.start([song]));
  expect(learner.everyBar).toBe(true);
  learner.tests = true;
  const tested = learner.start([song]);
  await asked(2);
  dies();
  await through(3, tested);
  expect(learner.everyBar).toBe(false);
  learner.preset = 'paper-a-practical';
  await through(4, learner.start([song]));
  expect(wishes).toEqual([
    ['quick', undefined],
    ['quick', '0.15'],
    ['quick', '0.15'],
    ['paper-a-practical', undefined],
  ]);
});
