/** What can be played and shown: a phrase as the mix lets it sound, or a sketch as its lanes do. */
import type { LensName } from '#main/latent/lens.ts';
import type { Program, Ticks } from '#main/music/note.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { Course } from '#main/project/course.ts';
import { phraseOfSketch } from '#main/project/excerpt.ts';
import { voiceOf, type Mix } from '#main/project/mix.ts';
import type {
  Lane,
  LoopRegion,
  Marker,
  Project,
  Provenance,
  Sketch,
} from '#main/project/project.ts';
import { sketchOfPhrase } from '#main/project/sketches.ts';

/** A place on the map; absent `lens`: on the plane itself. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly lens?: LensName;
}

/** A place as a view shows it; `near` where it was chosen in another one and this is but the point nearest to it. */
export interface ShownPlace extends Place {
  readonly near?: true;
}

/** The place of anything that has one, and nothing else of it. */
export function placeOf(at: {
  readonly x: number;
  readonly y: number;
  readonly lens?: LensName | undefined;
}): Place {
  const { x, y, lens } = at;
  return lens === undefined ? { x, y } : { x, y, lens };
}

/** Something that can be played: lanes, and where they came from. */
export interface Playable {
  readonly lanes: readonly Lane[];
  readonly length: Ticks;
  readonly bpm: number;
  readonly meter: Sketch['meter'];
  readonly course: Course;
  readonly loop: LoopRegion | null;
  readonly markers: readonly Marker[];
  readonly phrase: Phrase;
  /** The phrase before swing and dynamics, to which locks hold; absent: the phrase itself. */
  readonly straight?: Phrase;
  readonly place: Place | null;
  readonly provenance: Provenance;
  /** Id of the sketch it is, or null for a phrase that is not kept. */
  readonly sketch: string | null;
  /** The instruments of lanes that have one of their own, by the lane's id: several lanes of a song play one part. */
  readonly programs?: Readonly<Record<string, Program>>;
}

/** A phrase as something to play, with the mix and the meter of the project. */
export function playableOfPhrase(
  phrase: Phrase,
  place: Place | null,
  provenance: Provenance,
  { mix, meter }: Pick<Project, 'mix' | 'meter'>,
): Playable {
  const as = { id: '', name: '', meter, provenance, mix, firstNote: 1 };
  const { lanes, length, bpm, course, loop, markers } = sketchOfPhrase(phrase, as);
  const at = place === null ? null : placeOf(place);
  const timed = { length, bpm, meter, course, loop, markers };
  return { lanes, ...timed, phrase, place: at, provenance, sketch: null };
}

/** A sketch as something to play. */
export function playableOfSketch(sketch: Sketch): Playable {
  const { lanes, length, bpm, meter, course, loop, markers, provenance } = sketch;
  let phrase: Phrase | null = null;
  const place = provenance.from === 'pad' ? placeOf(provenance) : null;
  return {
    lanes,
    length,
    bpm,
    meter,
    course,
    loop,
    markers,
    // Sorted only when it is asked for: every step of a gesture makes another playable.
    get phrase() {
      return (phrase ??= phraseOfSketch(sketch));
    },
    place,
    provenance,
    sketch: sketch.id,
  };
}

/** The same phrase with another mix; its notes stay the same values. A sketch has a mix of its own. */
export function remixed(playable: Playable, mix: Mix): Playable {
  if (playable.sketch !== null) return playable;
  const lanes = playable.lanes.map((lane) => ({
    ...lane,
    ...voiceOf({ programs: programsFor(playable, lane) }, lane.part, mix),
  }));
  return { ...playable, lanes };
}

function programsFor({ programs, phrase }: Playable, { id, part }: Lane): Phrase['programs'] {
  const own = programs?.[id];
  return own === undefined ? phrase.programs : { [part]: own };
}
