/** The facts of a model in words: when, by which preset, how well its songs come back, which songs, and from which model. */
import type { ModelEntry } from '#main/project/project.ts';
import { listWords } from '#renderer/session/list-words.ts';
import { modelName } from '#renderer/session/models.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';

const PRESETS: Readonly<Record<string, () => string>> = {
  quick: m.learn_preset_quick,
  deep: m.learn_preset_deep,
  'true-2d': m.learn_preset_true_2d,
  'paper-a': m.learn_preset_paper_a,
  'paper-a-practical': m.learn_preset_paper_a_practical,
  'paper-b': m.learn_preset_paper_b,
  check: m.learn_preset_check,
};

/** What is looked up for the facts: the model it came from (null: gone), and how many sketches came from it. */
export interface Kin {
  readonly parent: ModelEntry | null;
  readonly sketches: number;
}

/** A figure between 0 and 1 as musicians of the field write it, or a dash. */
export function share(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}

/** The facts, one a line; what is not known is left out. */
export function modelFacts(model: ModelEntry, kin: Kin, locale: string): readonly string[] {
  const { learned } = model;
  const preset = PRESETS[model.preset]?.() ?? model.preset;
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const lines = [model.at === null ? preset : `${preset}, ${dates.format(model.at)}`];
  if (learned !== null) {
    const { steps, noteF1, heldOutF1 } = learned;
    lines.push(m.learn_fact_steps({ steps, seconds: Math.round(learned.seconds) }));
    if (noteF1 !== null) lines.push(m.learn_fact_f1({ f1: share(noteF1) }));
    if (heldOutF1 !== null) lines.push(m.learn_fact_held_out({ f1: share(heldOutF1) }));
    lines.push(
      m.learn_fact_songs({
        n: learned.songs.length,
        names: listWords(
          learned.songs.map(({ name }) => name),
          locale,
        ),
      }),
    );
  }
  if (model.parent !== null)
    lines.push(
      kin.parent === null
        ? m.learn_fact_parent_gone()
        : m.learn_fact_parent({ name: modelName(kin.parent) }),
    );
  if (kin.sketches > 0) lines.push(m.learn_fact_sketches({ n: kin.sketches }));
  return lines;
}
