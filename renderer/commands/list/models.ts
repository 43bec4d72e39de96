/** Commands on the models that were learned. */
import { modelName } from '#renderer/session/models.svelte.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

const some = ({ models }: Session): boolean => models.current !== null;
const free = ({ models }: Session): boolean =>
  models.current !== null && models.whyNotChoose === null;
const several = ({ models }: Session): boolean => models.whyNotCompare === null;

export const MODELS: readonly Command[] = [
  {
    id: 'model-compare',
    section: 'model',
    title: m.command_model_compare,
    keys: 'Y',
    when: several,
    now: ({ models }) =>
      models.other === null ? null : m.learn_models_compare({ name: modelName(models.other) }),
    run: ({ models }) => void models.compare(),
  },
  {
    id: 'model-next',
    section: 'model',
    title: m.command_model_next,
    keys: null,
    when: several,
    run: ({ models }) => void models.step(1),
  },
  {
    id: 'model-previous',
    section: 'model',
    title: m.command_model_previous,
    keys: null,
    when: several,
    run: ({ models }) => void models.step(-1),
  },
  {
    id: 'model-rename',
    section: 'model',
    title: m.command_model_rename,
    keys: null,
    when: some,
    run: ({ models }) => {
      models.renaming = models.current?.id ?? null;
    },
  },
  {
    id: 'model-star',
    section: 'model',
    title: m.command_model_star,
    keys: null,
    when: some,
    checked: ({ models }) => models.current?.starred ?? false,
    run: ({ models }) => {
      const { current } = models;
      if (current !== null) models.star(current.id, !current.starred);
    },
  },
  {
    id: 'model-remove',
    section: 'model',
    title: m.command_model_remove,
    keys: null,
    when: free,
    run: ({ models, desk }) => {
      const { current } = models;
      if (current !== null) void models.remove(current.id, desk.undoAction());
    },
  },
];
