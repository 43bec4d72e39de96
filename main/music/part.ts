/** The musical roles a track can play; they name the columns a model reads and the lanes a sketch has. */

/** A role. `all` is the one part of the paper's presets, in which roles are not told apart. */
export type Part = 'melody' | 'chords' | 'bass' | 'drums' | 'all';

/** The roles of a sketch, in the order of its lanes. */
export const PARTS = ['melody', 'chords', 'bass', 'drums'] as const satisfies readonly Part[];
