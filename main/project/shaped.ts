/** What the shape makes of a model's answer: the part of it that needs no model, so that what was kept is made again exactly. */
import type { Phrase } from '#main/music/phrase.ts';
import { byStart } from '#main/music/phrase.ts';
import {
  crossed,
  repeated,
  snapped,
  swung,
  transposedTo,
  withDynamics,
  type Passage,
} from '#main/music/reshape.ts';
import type { ShapeSetting } from './provenance.ts';

/** What a model itself is asked with. */
export function decodedShape({
  temperature,
  density,
  seed,
}: ShapeSetting): Pick<ShapeSetting, 'temperature' | 'density' | 'seed'> {
  return { temperature, density, seed };
}

/**
 * A model's answer with what is locked, in its key and with its frozen parts, before swing and dynamics. It is this that locks
 * hold to, so that a locked rhythm is not swung twice.
 */
export function straight(phrase: Phrase, shape: ShapeSetting): Phrase {
  const { rhythm, pitches, key, frozen = [] } = shape;
  const { length } = phrase;
  let notes = phrase.notes;
  if (rhythm !== undefined || pitches !== undefined)
    notes = crossed(rhythm ?? phrase, pitches ?? phrase, length);
  if (key !== undefined)
    notes =
      key.way === 'in'
        ? snapped(notes, { root: key.tonic, scale: key.mode })
        : transposedTo(notes, key.tonic, key.mode);
  const programs = { ...phrase.programs };
  for (const { part, program, ...passage } of frozen) {
    notes = [...notes.filter((note) => note.part !== part), ...repeated(passage, length)];
    if (program !== undefined) programs[part] = program;
  }
  if (frozen.length > 0) notes = notes.toSorted(byStart);
  return { ...phrase, notes, programs };
}

/** A phrase as it is heard: `straight`, then with swing and dynamics. */
export function felt(phrase: Phrase, { swing = 0, dynamics = 1 }: ShapeSetting): Phrase {
  return { ...phrase, notes: withDynamics(swung(phrase.notes, swing), dynamics) };
}

/** A model's answer as the shape lets it be heard. */
export function shaped(phrase: Phrase, shape: ShapeSetting): Phrase {
  return felt(straight(phrase, shape), shape);
}

/** The notes of one part, to hold to. */
export function passageOf(
  { notes, length }: Phrase,
  part: Phrase['notes'][number]['part'],
): Passage {
  return { notes: notes.filter((note) => note.part === part), length };
}
