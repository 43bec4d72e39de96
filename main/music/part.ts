/** The musical roles a track can play; they name the columns a model reads and the lanes a sketch has. */
import type { Program } from './note.ts';

/** A role. `all` is the one part of the paper's presets, in which roles are not told apart. */
export type Part = 'melody' | 'chords' | 'bass' | 'drums' | 'all';

/** The roles of a sketch, in the order of its lanes. */
export const PARTS = ['melody', 'chords', 'bass', 'drums'] as const satisfies readonly Part[];

/** The instrument of a part that names none: lead, electric piano, finger bass, piano; drums are drums. */
export const PART_PROGRAMS: Readonly<Record<Part, Program>> = {
  melody: 80,
  chords: 4,
  bass: 33,
  drums: 0,
  all: 0,
};
