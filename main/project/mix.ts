/** How each part sounds while it is only a phrase; a phrase that is kept takes this along into its lanes. */
import type { Program } from '#main/music/note.ts';
import { PART_PROGRAMS, type Part } from '#main/music/part.ts';
import { FIRST_TONE, type Tone } from '#main/music/voice.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { Project } from './project.ts';
import type { LaneRoute } from './route.ts';

/** How one part sounds. */
export interface PartMix extends Tone {
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  readonly soloed: boolean;
  /** Null: as the phrase says. */
  readonly program: Program | null;
  /** The port that plays it; null: as the part is routed. */
  readonly route: LaneRoute | null;
}

/** How all parts sound. */
export type Mix = Readonly<Record<Part, PartMix>>;

const OPEN: PartMix = {
  ...FIRST_TONE,
  volume: 0.8,
  muted: false,
  soloed: false,
  program: null,
  route: null,
};

/** Every part open, with the phrase's own instruments. */
export const FIRST_MIX: Mix = { melody: OPEN, chords: OPEN, bass: OPEN, drums: OPEN, all: OPEN };

/** Changes how a part sounds. */
export function setMix(project: Project, part: Part, setting: Partial<PartMix>): Project {
  return { ...project, mix: { ...project.mix, [part]: { ...project.mix[part], ...setting } } };
}

/** How a part of a phrase sounds: the mix, and an instrument in any case. */
export function voiceOf(
  phrase: Pick<Phrase, 'programs'>,
  part: Part,
  mix: Mix,
): PartMix & { readonly program: Program } {
  const { program, ...rest } = mix[part];
  return { ...rest, program: program ?? phrase.programs[part] ?? PART_PROGRAMS[part] };
}
