/** How lanes are coloured in every view. */
import type { Part } from '#main/music/part.ts';

/** Colour of a part's lane: from the end of the song colours, so that a part is rarely mistaken for a song. */
export const PART_COLOURS: Readonly<Record<Part, number>> = {
  melody: 11,
  chords: 12,
  bass: 9,
  drums: 10,
  all: 11,
};
