/** Goes on with a run of learning that was interrupted; where another is to begin, a person is asked about it first. */
import { m } from '#resources/messages/compiled/messages.js';
import type { Asked } from './questions.svelte.ts';
import { failureSentence } from './sentences.ts';
import type { Session } from './session.svelte.ts';
import { songsOf, type UnfinishedRun } from './unfinished.ts';

/** Goes on as if nothing had happened; songs that the project has no more are said, and so is what keeps it from going on. */
export async function goOn({
  learner,
  workspace,
  toasts,
}: Pick<Session, 'learner' | 'workspace' | 'toasts'>): Promise<void> {
  const run = learner.interrupted;
  if (run === null) return;
  const { songs, models } = workspace.project;
  const { missing } = songsOf(run, songs);
  if (missing.length > 0) {
    const names = missing.join(', ');
    toasts.say(() => m.learn_go_on_without({ names, n: missing.length }));
  }
  await learner.goOn(songs, models.find(({ id }) => id === run.parent) ?? null);
  const { failure } = learner;
  if (failure !== null) toasts.warn(() => failureSentence(failure));
}

/** Before a new run takes the place of one that can go on. */
export function askInterrupted({ step }: UnfinishedRun): Asked<'go-on' | 'anew' | 'cancel'> {
  return {
    id: 'interrupted',
    title: m.learn_replace,
    why: () => m.learn_replace_why({ step }),
    answers: [
      { id: 'go-on', title: m.learn_go_on },
      { id: 'anew', title: m.learn_replace_anew },
      { id: 'cancel', title: m.project_unsaved_cancel },
    ],
  };
}
