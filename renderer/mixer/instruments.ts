/** General MIDI instruments by family; families are what a lane has room for. */
import { m } from '#resources/messages/compiled/messages.js';

const FAMILIES: readonly (() => string)[] = [
  m.mixer_family_piano,
  m.mixer_family_mallets,
  m.mixer_family_organ,
  m.mixer_family_guitar,
  m.mixer_family_bass,
  m.mixer_family_strings,
  m.mixer_family_ensemble,
  m.mixer_family_brass,
  m.mixer_family_reed,
  m.mixer_family_pipe,
  m.mixer_family_lead,
  m.mixer_family_pad,
  m.mixer_family_effects,
  m.mixer_family_folk,
  m.mixer_family_percussion,
  m.mixer_family_noises,
];

/** The family of a program, 0 to 127, and its number as musicians count. */
export function instrumentName(program: number): string {
  const family = FAMILIES[program >> 3];
  return family === undefined ? String(program + 1) : `${family()} ${(program & 7) + 1}`;
}
