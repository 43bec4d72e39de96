/** Sketches made again from where they came: what must be asked of which model, and how the answer differs from what was kept. */
import type { Phrase, PhraseNote } from '#main/music/phrase.ts';
import { phraseOfSketch } from './excerpt.ts';
import type { Provenance, Sketch } from './project.ts';

/** Origins that a model decoded at one question. */
export type Decodable = Extract<Provenance, { readonly model: string }> &
  Exclude<Provenance, { readonly from: 'take' }>;

/** Why a sketch cannot be made again, whatever is in the project. */
export type NeverAgain = 'hand' | 'take';

/** Why an origin cannot be made again, or null: drawn by hand, or a performance. */
export function whyNeverAgain({ from }: Provenance): NeverAgain | null {
  return from === 'hand' || from === 'take' ? from : null;
}

const textOf = ({ part, pitch, velocity, start, end }: PhraseNote): string =>
  `${part} ${pitch} ${velocity} ${start} ${end}`;

/** How many notes of a sketch are not those of a phrase, counting a note that is other in anything once; 0: note for note the same. */
export function notesApart(sketch: Sketch, phrase: Phrase): number {
  const left = new Map<string, number>();
  // A sketch is never silent where the phrase sounds: its notes have at least velocity 1.
  const wanted = phrase.notes.map((note) => ({ ...note, velocity: Math.max(1, note.velocity) }));
  for (const text of wanted.map(textOf)) left.set(text, (left.get(text) ?? 0) + 1);
  let strange = 0;
  for (const text of phraseOfSketch(sketch).notes.map(textOf)) {
    const count = left.get(text) ?? 0;
    if (count === 0) strange += 1;
    else left.set(text, count - 1);
  }
  const missing = [...left.values()].reduce((sum, count) => sum + count, 0);
  return Math.max(strange, missing);
}
