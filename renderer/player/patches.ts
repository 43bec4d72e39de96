/** The built-in sounds: one for each part, so that music sounds before any sample file is loaded. */
import { DrumKit } from './drum-kit.ts';
import { Voices, type Patch } from './voices.ts';
import type { BaseContext, InputNode } from 'tone';
import type { Part } from '#main/music/part.ts';
import type { Instrument } from './instrument.ts';

const PATCHES: Readonly<Record<Exclude<Part, 'drums'>, Patch>> = {
  /** Bright keys that sing on. */
  melody: {
    timbre: {
      partials: [1, 0.62, 0.4, 0.3, 0.2, 0.14, 0.1, 0.07, 0.05, 0.035],
      fall: 0.45,
      steep: 0.6,
      floor: 0.62,
      tilt: 0.7,
      attack: 0.003,
      gain: 0.16,
    },
    rest: 0.3,
    dying: 2.2,
    release: 0.06,
  },
  /** Electric piano: a tine over a soft body. */
  chords: {
    timbre: {
      partials: [1, 0.42, 0.16, 0.24, 0.06, 0.04, 0.12, 0.03, 0.02],
      fall: 0.6,
      steep: 0.8,
      floor: 0.55,
      tilt: 1,
      attack: 0.003,
      gain: 0.2,
    },
    rest: 0.22,
    dying: 2.4,
    release: 0.08,
  },
  /** Round bass: every harmonic of a saw, the high ones only while it is plucked. */
  bass: {
    timbre: {
      partials: Array.from({ length: 16 }, (_, index) => 1 / (index + 1) ** 0.9),
      fall: 0.16,
      steep: 0.75,
      floor: 0.6,
      tilt: 0.75,
      attack: 0.002,
      gain: 0.18,
    },
    rest: 0.45,
    dying: 1.8,
    release: 0.035,
  },
  /** Felt piano for music whose parts are not told apart. */
  all: {
    timbre: {
      partials: [1, 0.6, 0.34, 0.26, 0.18, 0.12, 0.07, 0.05, 0.035, 0.025],
      fall: 0.5,
      steep: 0.7,
      floor: 0.45,
      tilt: 0.9,
      attack: 0.002,
      gain: 0.17,
    },
    rest: 0.12,
    dying: 2,
    release: 0.07,
  },
};

/** The built-in instrument of a part, joined to `out`. */
export function builtIn(part: Part, context: BaseContext, out: InputNode): Instrument {
  if (part === 'drums') return new DrumKit(context, out);
  return new Voices(PATCHES[part], context, out);
}
