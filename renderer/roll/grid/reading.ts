/** Places and pitches as a person types them, back into ticks and numbers; what cannot be read is null. */
import type { Pitch, Ticks } from '#main/music/note.ts';
import { meterMap, placeAt } from '#main/music/meter.ts';
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import type { Meters } from '../view.ts';

const CLASSES: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
const SIGNS: Readonly<Record<string, number>> = { '#': 1, '♯': 1, b: -1, '♭': -1, '': 0 };

/**
 * The pitch of a name or a number; 60 is C4.
 * @example pitchOfWords('B♭4') // 70
 */
export function pitchOfWords(text: string): Pitch | null {
  const number = /^\s*(\d{1,3})\s*$/u.exec(text);
  const name = /^\s*([a-g])([#♯b♭]?)(-?\d)\s*$/iu.exec(text);
  const [, letter = '', sign = '', octave = ''] = name ?? [];
  const pitch =
    number === null
      ? (Number(octave) + 1) * 12 +
        (CLASSES[letter.toLowerCase()] ?? Number.NaN) +
        (SIGNS[sign.toLowerCase()] ?? 0)
      : Number(number[1]);
  return name === null && number === null ? null : pitch >= 0 && pitch <= 127 ? pitch : null;
}

/**
 * A place in words: bar, beat and ticks from the beat.
 * @example placeWords([{ tick: 0, numerator: 4, denominator: 4 }], 1930) // '2.1.10'
 */
export function placeWords(meters: Meters, tick: Ticks): string {
  const place = placeAt(mapOf(meters), tick);
  return `${place.bar}.${place.beat}.${Math.round(place.tick)}`;
}

function mapOf(meters: Meters) {
  return meterMap({ division: TICKS_PER_QUARTER, meters });
}
