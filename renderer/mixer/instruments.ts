/** The instruments that a lane can choose from, by family: the app's own voices, and those of General MIDI by their names. */
import type { Part } from '#main/music/part.ts';
import type { Voice } from '#main/music/voice.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { KIT_NAMES, PROGRAM_NAMES } from './instrument-names.ts';

/** What a lane plays. */
export interface Choice {
  readonly voice: Voice;
  /** General MIDI, 0 to 127; null: the voice alone says it. */
  readonly program: number | null;
}

/** A row of the list. */
export interface Instrument extends Choice {
  readonly id: string;
  readonly name: string;
}

/** Instruments that belong together. */
export interface Family {
  readonly id: string;
  readonly name: string;
  readonly instruments: readonly Instrument[];
}

const VOICES: readonly Part[] = ['melody', 'chords', 'bass', 'all'];
const VOICE_NAMES: Readonly<Record<Part, () => string>> = {
  melody: m.mixer_voice_melody,
  chords: m.mixer_voice_chords,
  bass: m.mixer_voice_bass,
  all: m.mixer_voice_all,
  drums: m.mixer_voice_drums,
};

const FAMILY_NAMES: readonly (() => string)[] = [
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

const own = (part: Part): Instrument => ({
  id: part,
  voice: part,
  program: null,
  name: VOICE_NAMES[part](),
});

const fromBank = (program: number, name: () => string): Instrument => ({
  id: `bank ${program}`,
  voice: 'bank',
  program,
  name: name(),
});

/** All that a lane of this part can play, in the language of the moment: drums have kits, the rest has everything else. */
export function familiesFor(part: Part): readonly Family[] {
  const voices = part === 'drums' ? (['drums'] as const) : VOICES;
  const builtIn = { id: 'voices', name: m.mixer_family_voices(), instruments: voices.map(own) };
  if (part === 'drums') {
    const kits = [...KIT_NAMES].map(([program, name]) => fromBank(program, name));
    return [builtIn, { id: 'kits', name: m.mixer_family_kits(), instruments: kits }];
  }
  const families = FAMILY_NAMES.map((name, family) => ({
    id: `family-${family}`,
    name: name(),
    instruments: PROGRAM_NAMES.slice(8 * family, 8 * family + 8).map((title, index) =>
      fromBank(8 * family + index, title),
    ),
  }));
  return [builtIn, ...families];
}

/** The name of what a lane plays. A kit's number that has no name plays the standard kit. */
export function instrumentName(part: Part, voice: Voice, program: number): string {
  if (voice !== 'bank') return VOICE_NAMES[voice]();
  const name =
    part === 'drums' ? (KIT_NAMES.get(program) ?? KIT_NAMES.get(0)) : PROGRAM_NAMES[program];
  return name?.() ?? String(program + 1);
}

/** Families with the instruments whose name or family holds all words that were typed. */
export function searched(families: readonly Family[], typed: string): readonly Family[] {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  return families.flatMap((family) => {
    const instruments = family.instruments.filter(({ name }) =>
      words.every((word) => `${name} ${family.name}`.toLowerCase().includes(word)),
    );
    return instruments.length === 0 ? [] : [{ ...family, instruments }];
  });
}
