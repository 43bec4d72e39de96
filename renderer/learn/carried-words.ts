/** What becomes of a model that is learned on with other songs, in words. */
import type { Part } from '#main/music/part.ts';
import type { Carried } from '#main/protocol/learning.ts';
import { m } from '#resources/messages/compiled/messages.js';

const PARTS: Readonly<Record<Part, () => string>> = {
  melody: m.library_part_melody,
  chords: m.library_part_chords,
  bass: m.library_part_bass,
  drums: m.library_part_drums,
  all: m.library_part_all,
};
const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
/** Pitches that are named; of more, these and an ellipsis. */
const MOST_NAMED = 6;

/** How much of the model stays known, and what is forgotten, by part and name. */
export function carriedWords({ kept, added, gone }: Carried, locale: string): string {
  const known = m.learn_carried({ kept, added });
  if (gone.length === 0) return known;
  const named = gone.slice(0, MOST_NAMED).map(({ part, pitch }) => {
    const name =
      part === 'drums' ? String(pitch) : `${NAMES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
    return `${PARTS[part]()} ${name}`;
  });
  const names = new Intl.ListFormat(locale, { type: 'unit' }).format([
    ...named,
    ...(gone.length > MOST_NAMED ? ['…'] : []),
  ]);
  return `${known} ${m.learn_carried_gone({ n: gone.length, names })}`;
}
