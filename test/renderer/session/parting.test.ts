// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Closing the window: nothing unsaved goes without her word, and what she threw away does not come back. */
import { expect, it, vi } from 'vitest';
import { connect } from '#main/protocol/connect.ts';
import { learning } from '#main/protocol/learning.ts';
import { loop } from '#main/protocol/loop.ts';
import { serve } from '#main/protocol/serve.ts';
import { isProblem } from '#main/music/problem.ts';
import { readSong } from '#renderer/session/song.ts';
import { demoSongs } from '../../engine/demo.ts';
import type { Doors } from '#renderer/session/doors.ts';
import { GATHER_MS } from '#renderer/session/autosave.svelte.ts';
import { silentSession } from '../silent-session.ts';

/** A session, what it answered to the wish to go, and what is kept of its unsaved work. */
function made(saves: 'here' | 'nowhere' = 'here', engines: Partial<Pick<Doors, 'learning'>> = {}) {
  const answers: string[] = [];
  const kept: (Uint8Array | null)[] = [];
  const later: (() => void)[] = [];
  const { session, emit } = silentSession(
    () => 0,
    {
      answerClosing: ({ answer }) => {
        answers.push(answer);
        return {};
      },
      keepUnsaved: ({ bytes }) => {
        kept.push(bytes);
        return {};
      },
      save: ({ name }) => (saves === 'here' ? { name, handle: name } : null),
    },
    (run, milliseconds) => {
      if (milliseconds === GATHER_MS) later.push(run);
    },
    engines,
  );
  return { session, emit, answers, kept, later };
}

const BASELINES = { coinFlip: 0, marginal: 0, copyPrevious: 0, markov: 0 };
const OUTCOME = { songs: [], steps: 9, seconds: 1, noteF1: null, heldOutF1: null };

const asked = (session: ReturnType<typeof made>['session']): Promise<void> =>
  vi.waitFor(() => expect(session.questions.open?.id).toBe('unsaved'));

it('goes at once where nothing is unsaved', async () => {
  const { session, emit, answers } = made();
  emit('closing', {});
  await vi.waitFor(() => expect(answers).toEqual(['asking', 'go']));
  expect(session.questions.open).toBeNull();
});

it('asks, stays where she changes her mind, and asks anew the next time', async () => {
  const { session, emit, answers } = made();
  session.desk.setTempo(90);
  emit('closing', {});
  await asked(session);
  emit('closing', {});
  await vi.waitFor(() => expect(answers).toEqual(['asking', 'asking']));
  session.questions.open?.answer('cancel');
  await vi.waitFor(() => expect(answers.at(-1)).toBe('stay'));
  expect(session.workspace.edited).toBe(true);
  emit('closing', {});
  await asked(session);
});

it('saves and goes; where she chooses no place it stays', async () => {
  for (const [saves, end] of [
    ['here', 'go'],
    ['nowhere', 'stay'],
  ] as const) {
    const { session, emit, answers } = made(saves);
    session.desk.setTempo(90);
    emit('closing', {});
    await asked(session);
    session.questions.open?.answer('save');
    await vi.waitFor(() => expect(answers.at(-1)).toBe(end));
    expect(session.workspace.edited).toBe(end === 'stay');
  }
});

it('what she threw away is not kept, not even by what is written as the app goes', async () => {
  const { session, emit, answers, kept, later } = made();
  session.desk.setTempo(90);
  session.autosave.follow();
  later.shift()?.();
  await vi.waitFor(() => expect(kept.at(-1)).toBeInstanceOf(Uint8Array));
  emit('closing', {});
  await asked(session);
  session.questions.open?.answer('discard');
  await vi.waitFor(() => expect(answers.at(-1)).toBe('go'));
  emit('leaving', {});
  await session.autosave.now();
  expect(kept.at(-1)).toBeNull();
});

it('discarded while it learns, the run stops, and nothing of it is kept or comes back', async () => {
  const [near, far] = loop();
  const stops: string[] = [];
  const { emit: engine } = serve(learning, far, {
    start: ({ run = '' }) => ({ run, segments: 1, baselines: BASELINES, carried: null }),
    pause: () => ({}),
    resume: () => ({}),
    stop: () => {
      stops.push('stop');
      return {};
    },
    state: () => ({
      state: 'learning' as const,
      reason: null,
      backend: 'cpu' as const,
      segments: 1,
    }),
  });
  const { session, emit, answers, kept } = made('here', { learning: connect(learning, near) });
  const [file] = demoSongs(1);
  const song = file === undefined ? null : await readSong(file);
  if (song === null || isProblem(song)) throw new Error('the demo has songs');
  await session.learner.start([{ ...song, colour: 1 }]);
  const run = session.learner.unfinished?.id ?? '';
  session.desk.setTempo(90);
  await session.autosave.now();
  expect(kept.filter((bytes) => bytes !== null)).toHaveLength(2);
  emit('closing', {});
  await asked(session);
  session.questions.open?.answer('discard');
  await vi.waitFor(() => expect(answers.at(-1)).toBe('go'));
  await vi.waitFor(() => expect(stops).toEqual(['stop']));
  expect(kept.slice(-2)).toEqual([null, null]);

  // What the engine still says of it comes too late.
  const model = new Uint8Array([1]);
  engine('checkpoint', { run, step: 9, seconds: 1, model });
  engine('finished', { run, model, outcome: OUTCOME });
  await session.learner.pause();
  await session.autosave.now();
  expect(session.learner.unfinished).toBeNull();
  expect(session.workspace.project.models).toEqual([]);
  expect(kept.slice(-2)).toEqual([null, null]);
});

it('keeps an edit of the last moment before the machine sleeps', async () => {
  const { session, emit, kept } = made();
  session.desk.setTempo(90);
  emit('sleeping', {});
  await vi.waitFor(() => expect(kept.at(-1)).toBeInstanceOf(Uint8Array));
});
