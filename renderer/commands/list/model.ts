/** Commands on learning. */
import { goOn } from '#renderer/session/go-on.ts';
import type { Preset } from '#renderer/session/learner.svelte.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

const PRESETS: Readonly<Record<Preset, () => string>> = {
  quick: m.command_preset_quick,
  deep: m.command_preset_deep,
  'true-2d': m.command_preset_true_2d,
  'paper-a': m.command_preset_paper_a,
  'paper-a-practical': m.command_preset_paper_a_practical,
  'paper-b': m.command_preset_paper_b,
  check: m.command_preset_check,
};

const idle = (session: Session): boolean => !session.learner.active && session.whyNotLearn === null;
const stateIs =
  (state: string) =>
  ({ learner }: Session): boolean =>
    learner.state.state === state;

function preset(name: Preset): Command {
  return {
    id: `preset-${name}`,
    section: 'model',
    title: PRESETS[name],
    keys: null,
    checked: ({ learner }) => learner.preset === name,
    run: ({ learner }) => {
      learner.preset = name;
    },
  };
}

export const MODEL: readonly Command[] = [
  {
    id: 'learn',
    section: 'model',
    title: m.command_learn,
    keys: null,
    when: idle,
    run: (session) => void session.learn(),
  },
  {
    id: 'learn-go-on',
    section: 'model',
    title: m.command_learn_go_on,
    keys: null,
    when: ({ learner }) => learner.interrupted !== null,
    run: (session) => void goOn(session),
  },
  {
    id: 'learn-let-go',
    section: 'model',
    title: m.command_learn_let_go,
    keys: null,
    when: ({ learner }) => learner.interrupted !== null,
    run: ({ learner }) => learner.forget(),
  },
  {
    id: 'learn-on',
    section: 'model',
    title: m.command_learn_on,
    keys: null,
    when: (session) => idle(session) && session.whyNotLearnOn === null,
    run: (session) => void session.learnOn(),
  },
  {
    id: 'learn-pause',
    section: 'model',
    title: m.command_learn_pause,
    keys: null,
    when: stateIs('learning'),
    run: ({ learner }) => void learner.pause(),
  },
  {
    id: 'learn-resume',
    section: 'model',
    title: m.command_learn_resume,
    keys: null,
    when: stateIs('paused'),
    run: ({ learner }) => void learner.resume(),
  },
  {
    id: 'learn-stop',
    section: 'model',
    title: m.command_learn_stop,
    keys: null,
    when: ({ learner }) => learner.active,
    run: ({ learner }) => void learner.stop(),
  },
  {
    id: 'learn-on-drop',
    section: 'model',
    title: m.command_learn_on_drop,
    keys: null,
    checked: ({ preferences }) => preferences.learnOnDrop,
    run: ({ preferences }) => preferences.setLearnOnDrop(!preferences.learnOnDrop),
  },
  {
    id: 'learn-test-ends',
    section: 'model',
    title: m.command_learn_test_ends,
    keys: null,
    checked: ({ learner }) => learner.tests,
    run: ({ learner }) => {
      learner.tests = !learner.tests;
    },
  },
  {
    id: 'learn-common-key',
    section: 'model',
    title: m.command_learn_common_key,
    keys: null,
    checked: ({ learner }) => learner.commonKey,
    run: ({ learner }) => {
      learner.commonKey = !learner.commonKey;
    },
  },
  preset('quick'),
  preset('deep'),
  preset('true-2d'),
  preset('paper-a'),
  preset('paper-a-practical'),
  preset('paper-b'),
  preset('check'),
];
