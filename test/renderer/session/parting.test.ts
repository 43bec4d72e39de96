// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Closing the window: nothing unsaved goes without her word, and what she threw away does not come back. */
import { expect, it, vi } from 'vitest';
import { GATHER_MS } from '#renderer/session/autosave.svelte.ts';
import { silentSession } from '../silent-session.ts';

/** A session, what it answered to the wish to go, and what is kept of its unsaved work. */
function made(saves: 'here' | 'nowhere' = 'here') {
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
  );
  return { session, emit, answers, kept, later };
}

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
