/** Probabilities become a phrase: as many notes as the parents have, with the instruments and loudness of the heaviest song. */
import { movedPitch } from '#main/music/common-key.ts';
import type { Part } from '#main/music/part.ts';
import type { Phrase, PhraseNote } from '#main/music/phrase.ts';
import type { Program, Velocity } from '#main/music/note.ts';
import { FRAMES_BPM, notesOf, ticksPerStep, type NoteSetting } from '#main/segments/notes.ts';
import { matchThresholds, sampleCells, type ByKind, type Shape } from '#main/segments/sample.ts';
import type { LearnedModel, LearnedSong } from '../learned-model.ts';

/** Between parents a threshold may fall this low, so that the middle of a blend is not half empty. */
const BLEND_RANGE = { low: 0.03, high: 0.5 } as const;

const PLAIN_VELOCITY = 80;

/** Loudness of a note: the part's mean in `song`, accented by its place in the bar. */
function velocityIn(
  model: LearnedModel,
  song: LearnedSong | null,
  part: Part,
  step: number,
): Velocity {
  const plain = song?.parts[part]?.velocity ?? PLAIN_VELOCITY;
  const bar = song?.barSteps ?? 0;
  const accent = bar > 0 ? (model.accents[step % bar] ?? 1) : 1;
  return Math.min(127, Math.max(1, Math.round(plain * accent)));
}

function programsOf(song: LearnedSong | null): Readonly<Partial<Record<Part, Program>>> {
  const programs: Partial<Record<Part, Program>> = {};
  for (const part of ['melody', 'chords', 'bass', 'drums', 'all'] as const) {
    const program = song?.parts[part]?.program;
    if (program !== undefined && program !== null) programs[part] = program;
  }
  return programs;
}

/** The cells that sound. `expected`: how many there should be, null where the model's own thresholds are to decide. */
export function cellsOf(
  model: LearnedModel,
  probabilities: Float32Array,
  expected: ByKind | null,
  shape: Shape,
): Uint8Array {
  const { columns, representation } = model;
  const thresholds =
    expected === null
      ? model.thresholds
      : matchThresholds(probabilities, columns, expected, BLEND_RANGE);
  return sampleCells(probabilities, columns, representation, thresholds, shape);
}

/**
 * The notes in cells, in the key in which the model plays: that of its first song, so that all its places go together.
 * @param moved semitones from the key of other music to the model's, where the notes are to be in that
 */
export function notesIn(
  { columns, representation, songs }: LearnedModel,
  cells: Uint8Array,
  setting: NoteSetting = {},
  moved = songs[0]?.moved ?? 0,
): readonly PhraseNote[] {
  const notes = notesOf(cells, columns, representation, setting);
  if (moved === 0) return notes;
  return notes.map((note) =>
    note.part === 'drums' ? note : { ...note, pitch: movedPitch(note.pitch, -moved) },
  );
}

/** Cells (steps, columns) as a phrase that sounds like `song`; `moved`: see {@link notesIn}. */
export function phraseOf(
  model: LearnedModel,
  cells: Uint8Array,
  song: LearnedSong | null,
  moved?: number,
): Phrase {
  const { columns, representation } = model;
  const velocity = (part: Part, step: number) => velocityIn(model, song, part, step);
  return {
    notes: notesIn(model, cells, { velocity }, moved),
    length: (cells.length / columns.length) * ticksPerStep(representation),
    bpm: representation.time === 'frames' ? FRAMES_BPM : (song?.bpm ?? 120),
    programs: programsOf(song),
  };
}
