/** Facts of music as people write them: minutes, keys. */
import type { KeyName } from '#main/music/common-key.ts';
import type { Seconds } from '#main/music/note.ts';
import { m } from '#resources/messages/compiled/messages.js';

const MAJORS = ['C', 'D♭', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'];
const MINORS = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'B♭', 'B'];

/** @example minutes(83.4) // '1:23' */
export function minutes(seconds: Seconds): string {
  const whole = Math.round(seconds);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}

/** Every key, major before minor, from C upwards. */
export const KEYS: readonly KeyName[] = MAJORS.flatMap((_, tonic) => [
  { tonic, minor: false },
  { tonic, minor: true },
]);

/** The name of a key, spelled with the fewer signs. */
export function keyName({ tonic, minor }: KeyName): string {
  const name = (minor ? MINORS : MAJORS)[tonic] ?? '';
  return minor ? m.library_key_minor({ tonic: name }) : m.library_key_major({ tonic: name });
}
