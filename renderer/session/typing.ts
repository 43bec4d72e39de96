/** Notes by letters: which key of a computer's keyboard is which of a piano, by its place and not by its letter. */

/** Semitones above the lowest key, by `KeyboardEvent.code`: the row of A is the white keys, the row above the black ones. */
const SEMITONES: Readonly<Record<string, number>> = {
  KeyA: 0,
  KeyW: 1,
  KeyS: 2,
  KeyE: 3,
  KeyD: 4,
  KeyF: 5,
  KeyT: 6,
  KeyG: 7,
  KeyY: 8,
  KeyH: 9,
  KeyU: 10,
  KeyJ: 11,
  KeyK: 12,
  KeyO: 13,
  KeyL: 14,
  KeyP: 15,
  Semicolon: 16,
  Quote: 17,
};

/** What a key does while letters play notes: a note, an octave, or nothing, since letters are silent then; null: it is no letter. */
export type TypedKey =
  { readonly semitone: number } | { readonly octave: 1 | -1 } | { readonly nothing: true };

/**
 * What a key means.
 * @example typedKey('KeyA') // { semitone: 0 }
 * @example typedKey('Enter') // null
 */
export function typedKey(code: string): TypedKey | null {
  const semitone = SEMITONES[code];
  if (semitone !== undefined) return { semitone };
  if (code === 'KeyZ') return { octave: -1 };
  if (code === 'KeyX') return { octave: 1 };
  return /^(?:Key[A-Z]|Digit\d|Comma|Period|Slash|Bracket(?:Left|Right)|Quote|Semicolon)$/u.test(
    code,
  )
    ? { nothing: true }
    : null;
}

/** The letter at a place of the most common layouts, by semitone: what is written on the keys of the screen. */
export const LETTERS: readonly string[] = [...'AWSEDFTGYHUJKOLP;'];
