/** The one line that says how learning goes. */
import type { Learner } from '#renderer/session/learner.svelte.ts';
import { codeSentence, failureSentence } from '#renderer/session/sentences.ts';
import { m } from '#resources/messages/compiled/messages.js';

const MINUTE = 60;

/** State and time left, in the language of the moment. */
export function headline(learner: Learner): string {
  const { last } = learner;
  switch (learner.state.state) {
    case 'idle':
      return '';
    case 'preparing':
      return m.learn_preparing();
    case 'paused':
      return m.learn_paused({ step: last?.step ?? 0 });
    case 'failed':
      return learner.state.reason === null
        ? failureSentence(learner.failure)
        : codeSentence(learner.state.reason);
    case 'done':
    case 'stopped':
      return m.learn_done({ steps: last?.step ?? 0 });
    case 'learning': {
      const left = last?.secondsLeft ?? null;
      if (left === null) return m.learn_open();
      return left < 2 * MINUTE
        ? m.learn_seconds_left({ seconds: Math.max(0, Math.round(left)) })
        : m.learn_minutes_left({ minutes: Math.round(left / MINUTE) });
    }
  }
}
