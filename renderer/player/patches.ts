/** The built-in sounds: one Tone voice for each part, so that music sounds before any sample file is loaded. */
import { MonoSynth, Synth } from 'tone';
import { DrumKit } from './drum-kit.ts';
import { toneVoice, Voices } from './voices.ts';
import type { BaseContext, InputNode } from 'tone';
import type { Part } from '#main/music/part.ts';
import type { Instrument } from './instrument.ts';
import type { Voice } from './voices.ts';

/** Warm keys: a soft two-operator tone. */
function melody(context: BaseContext, out: InputNode): Voice {
  const synth = new Synth({
    context,
    oscillator: {
      type: 'fmsine',
      harmonicity: 2,
      modulationIndex: 1.6,
      modulationType: 'triangle',
    },
    envelope: { attack: 0.004, decay: 0.9, sustain: 0.32, release: 0.22 },
    volume: -11,
  }).connect(out);
  return toneVoice(synth, 0.3);
}

/** Felt piano: few partials that die away under the hand. */
function chords(context: BaseContext, out: InputNode): Voice {
  const synth = new Synth({
    context,
    oscillator: { type: 'custom', partials: [1, 0.35, 0.12, 0.05] },
    envelope: { attack: 0.008, decay: 1.6, sustain: 0.2, release: 0.3 },
    volume: -14,
  }).connect(out);
  return toneVoice(synth, 0.4);
}

/** Round bass: one filtered saw. */
function bass(context: BaseContext, out: InputNode): Voice {
  const synth = new MonoSynth({
    context,
    oscillator: { type: 'sawtooth' },
    filter: { type: 'lowpass', Q: 1.2, rolloff: -24 },
    filterEnvelope: {
      attack: 0.004,
      decay: 0.22,
      sustain: 0.25,
      release: 0.2,
      baseFrequency: 110,
      octaves: 3.2,
    },
    envelope: { attack: 0.006, decay: 0.4, sustain: 0.7, release: 0.12 },
    volume: -11,
  }).connect(out);
  return toneVoice(synth, 0.25);
}

/** A plain tone for music whose parts are not told apart. */
function all(context: BaseContext, out: InputNode): Voice {
  const synth = new Synth({
    context,
    oscillator: { type: 'triangle' },
    envelope: { attack: 0.005, decay: 0.8, sustain: 0.35, release: 0.25 },
    volume: -13,
  }).connect(out);
  return toneVoice(synth, 0.35);
}

const voices = { melody, chords, bass, all } as const;

/** The built-in instrument of a part, joined to `out`. */
export function builtIn(part: Part, context: BaseContext, out: InputNode): Instrument {
  if (part === 'drums') return new DrumKit(context, out);
  const voice = voices[part];
  return new Voices(() => voice(context, out));
}
