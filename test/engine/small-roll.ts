/** A roll so small that a test can write its cells down. */
import type { Column } from '#main/segments/representation.ts';

/** Two keys of a melody, the first held too, one of a bass, one drum. */
export const columns: readonly Column[] = [
  { part: 'melody', pitch: 60, kind: 'onset' },
  { part: 'melody', pitch: 60, kind: 'sustain' },
  { part: 'melody', pitch: 64, kind: 'onset' },
  { part: 'bass', pitch: 36, kind: 'onset' },
  { part: 'drums', pitch: 38, kind: 'onset' },
];

/** Cells of some steps, each told by the columns that are on. */
export const cells = (...steps: readonly (readonly number[])[]): Uint8Array =>
  Uint8Array.from(steps.flatMap((on) => columns.map((_, at) => Number(on.includes(at)))));
