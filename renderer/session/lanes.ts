/** Lanes as views show them: of a sketch, or of a phrase that is not kept yet. */
import type { Program } from '#main/music/note.ts';
import { PARTS, type Part } from '#main/music/part.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { Lane, LaneNote, NoteId } from '#main/project/project.ts';

/** How a part sounds while it is only a phrase. */
export interface PartMix {
  readonly volume: number;
  readonly muted: boolean;
  readonly soloed: boolean;
  /** Null: as the model says. */
  readonly program: Program | null;
}

export type Mix = Readonly<Record<Part, PartMix>>;

const OPEN: PartMix = { volume: 0.8, muted: false, soloed: false, program: null };

/** Every part open, with the model's instruments. */
export const FIRST_MIX: Mix = { melody: OPEN, chords: OPEN, bass: OPEN, drums: OPEN, all: OPEN };

/** Colour of a part's lane: from the end of the song colours, so that a part is rarely mistaken for a song. */
export const PART_COLOURS: Readonly<Record<Part, number>> = {
  melody: 11,
  chords: 12,
  bass: 9,
  drums: 10,
  all: 11,
};

const PROGRAMS: Readonly<Record<Part, Program>> = {
  melody: 80,
  chords: 4,
  bass: 33,
  drums: 0,
  all: 0,
};

/** Parts that a phrase has, in lane order; a phrase of one part `all` has that lane alone. */
export function partsOf(phrase: Phrase): readonly Part[] {
  return phrase.notes.some((note) => note.part === 'all') ? ['all'] : PARTS;
}

/**
 * The lanes of a phrase. Notes get ids from `firstId` on.
 * @param nameOf the lane's name, in the language of the moment
 */
export function lanesOfPhrase(
  phrase: Phrase,
  mix: Mix,
  nameOf: (part: Part) => string,
  firstId: NoteId,
): readonly Lane[] {
  let id = firstId;
  return partsOf(phrase).map((part): Lane => {
    const notes = phrase.notes
      .filter((note) => note.part === part)
      .map(({ pitch, velocity, start, end }): LaneNote => {
        const note = { id, pitch, velocity, start, end };
        id += 1;
        return note;
      });
    const { volume, muted, soloed, program } = mix[part];
    return {
      id: part,
      part,
      name: nameOf(part),
      program: program ?? phrase.programs[part] ?? PROGRAMS[part],
      volume,
      muted,
      soloed,
      notes,
    };
  });
}

/** The notes of lanes as a phrase, for cards and tiny rolls. */
export function phraseOfLanes(lanes: readonly Lane[], length: number, bpm: number): Phrase {
  return {
    notes: lanes
      .flatMap(({ part, notes }) =>
        notes.map(({ pitch, velocity, start, end }) => ({ part, pitch, velocity, start, end })),
      )
      .sort((a, b) => a.start - b.start || a.pitch - b.pitch),
    length,
    bpm,
    programs: Object.fromEntries(lanes.map(({ part, program }) => [part, program])),
  };
}
