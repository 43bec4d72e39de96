/** Drums as sums of sines and noise, written out sample by sample: the same strike sounds the same, on its very sample. */
import { noise } from './noise.ts';
import type { Seconds } from '#main/music/note.ts';

/** A tone of a drum: from one frequency it falls to another while it dies away. */
interface Tone {
  readonly from: number;
  readonly to: number;
  /** Seconds in which the fall is nearly over. */
  readonly fall: Seconds;
  /** Seconds in which it falls by 60 dB. */
  readonly decay: Seconds;
  readonly gain: number;
}

/** Hiss between two frequencies, struck once or, as by many hands, several times. */
interface Hiss {
  readonly above: number;
  readonly below: number;
  readonly decay: Seconds;
  readonly gain: number;
  /** Moments at which it begins again. */
  readonly bursts?: readonly Seconds[];
}

/** How a drum is made. `metal` are the frequencies of a struck plate, which fit no harmonic series. */
export interface Drum {
  readonly tones: readonly Tone[];
  readonly hisses: readonly Hiss[];
  readonly metal?: { readonly pitch: number; readonly decay: Seconds; readonly gain: number };
  /** Drums of one group end each other: a closed hi-hat ends the open one. */
  readonly group?: 'hat';
}

const tone = (from: number, to: number, fall: Seconds, decay: Seconds, gain: number): Tone => ({
  from,
  to,
  fall,
  decay,
  gain,
});

const hiss = (above: number, below: number, decay: Seconds, gain: number): Hiss => ({
  above,
  below,
  decay,
  gain,
});

const tom = (pitch: number): Drum => ({
  tones: [
    tone(pitch * 1.7, pitch, 0.05, 0.5, 0.62),
    tone(pitch * 2.9, pitch * 1.6, 0.03, 0.16, 0.16),
  ],
  hisses: [hiss(200, 3500, 0.03, 0.25)],
});

export const drumNames = [
  ...(['kick', 'snare', 'stick', 'clap', 'lowTom', 'middleTom', 'highTom'] as const),
  ...(['closedHat', 'openHat', 'crash', 'ride', 'cowbell', 'shaker'] as const),
  ...(['highBlock', 'lowBlock'] as const),
] as const;

export type DrumName = (typeof drumNames)[number];

/** The drums by name; gains are what makes them fit together at one velocity. */
export const DRUMS: Readonly<Record<DrumName, Drum>> = {
  kick: {
    tones: [tone(190, 47, 0.045, 0.42, 0.95), tone(420, 95, 0.02, 0.07, 0.35)],
    hisses: [hiss(1500, 6000, 0.012, 0.3)],
  },
  snare: {
    tones: [tone(260, 185, 0.02, 0.17, 0.42), tone(390, 330, 0.02, 0.11, 0.24)],
    hisses: [hiss(900, 9000, 0.22, 0.5), hiss(3500, 12000, 0.05, 0.3)],
  },
  stick: {
    tones: [tone(520, 480, 0.01, 0.05, 0.3), tone(1750, 1700, 0.01, 0.04, 0.38)],
    hisses: [hiss(2000, 8000, 0.015, 0.25)],
  },
  clap: {
    tones: [],
    hisses: [
      { ...hiss(900, 4500, 0.02, 0.55), bursts: [0, 0.011, 0.022] },
      { ...hiss(800, 5000, 0.2, 0.45), bursts: [0.031] },
    ],
  },
  lowTom: tom(82),
  middleTom: tom(118),
  highTom: tom(168),
  closedHat: {
    tones: [],
    hisses: [hiss(6500, 15000, 0.07, 0.55)],
    metal: { pitch: 320, decay: 0.06, gain: 0.26 },
    group: 'hat',
  },
  openHat: {
    tones: [],
    hisses: [hiss(6000, 15000, 0.5, 0.42)],
    metal: { pitch: 320, decay: 0.45, gain: 0.2 },
    group: 'hat',
  },
  crash: {
    tones: [],
    hisses: [hiss(3000, 14000, 1.6, 0.3), hiss(1500, 6000, 0.5, 0.16)],
    metal: { pitch: 245, decay: 1.2, gain: 0.14 },
  },
  ride: {
    tones: [tone(3150, 3150, 1, 0.5, 0.05), tone(4710, 4710, 1, 0.35, 0.04)],
    hisses: [hiss(5500, 14000, 0.6, 0.2), hiss(4000, 12000, 0.03, 0.24)],
    metal: { pitch: 410, decay: 0.8, gain: 0.16 },
  },
  cowbell: {
    tones: [tone(560, 555, 0.01, 0.3, 0.2), tone(845, 840, 0.01, 0.24, 0.2)],
    hisses: [hiss(2000, 8000, 0.012, 0.15)],
  },
  shaker: { tones: [], hisses: [hiss(5000, 12000, 0.07, 0.24)] },
  highBlock: { tones: [tone(1180, 1160, 0.01, 0.07, 0.4)], hisses: [hiss(2000, 9000, 0.006, 0.2)] },
  lowBlock: { tones: [tone(820, 800, 0.01, 0.07, 0.36)], hisses: [hiss(1500, 7000, 0.006, 0.16)] },
};

/** Ratios of the six square waves that drum machines make their cymbals of. */
const PLATE: readonly number[] = [1, 1.342, 1.2312, 1.6532, 1.9523, 2.1523];
/** Once a sound has fallen by this many decades it is over. */
const SILENT = 3;
const SEED = 0x5eed;

/** Amount left at `seconds` of what falls by 60 dB in `decay`. */
const left = (seconds: Seconds, decay: Seconds): number => 10 ** ((-SILENT * seconds) / decay);

/** One strike of a drum at full velocity, -1..1, as long as it rings. */
export function strikeOf(drum: Drum, sampleRate: number): Float32Array<ArrayBuffer> {
  const { tones, hisses, metal } = drum;
  const ends = [
    ...tones.map(({ decay }) => decay),
    ...hisses.map(({ decay, bursts }) => decay + (bursts?.at(-1) ?? 0)),
    metal?.decay ?? 0,
  ];
  const samples = new Float32Array(Math.ceil(Math.max(...ends) * sampleRate));
  for (const each of tones) addTone(samples, each, sampleRate);
  hisses.forEach((each, index) => addHiss(samples, each, sampleRate, SEED + index));
  if (metal !== undefined) addMetal(samples, metal, sampleRate);
  return samples;
}

function addTone(samples: Float32Array, { from, to, fall, decay, gain }: Tone, rate: number): void {
  let phase = 0;
  // A part of a turn in, so that the strike is there at once and not after a quarter of a wave.
  const start = Math.PI / 6;
  for (let index = 0; index < Math.min(samples.length, decay * rate); index += 1) {
    const seconds = index / rate;
    samples[index] = (samples[index] ?? 0) + gain * left(seconds, decay) * Math.sin(start + phase);
    phase += (2 * Math.PI * (to + (from - to) * left(seconds, fall))) / rate;
  }
}

/** One pole each for high and low, run over white noise. */
function addHiss(samples: Float32Array, hiss: Hiss, rate: number, seed: number): void {
  const { above, below, decay, gain, bursts = [0] } = hiss;
  const next = noise(seed);
  const high = 1 - Math.exp((-2 * Math.PI * below) / rate);
  const low = 1 - Math.exp((-2 * Math.PI * above) / rate);
  for (const burst of bursts) {
    const from = Math.round(burst * rate);
    let smooth = 0;
    let slow = 0;
    for (let index = 0; index < decay * rate && from + index < samples.length; index += 1) {
      smooth += high * (next() - smooth);
      slow += low * (smooth - slow);
      const value = gain * left(index / rate, decay) * (smooth - slow);
      samples[from + index] = (samples[from + index] ?? 0) + value;
    }
  }
}

function addMetal(
  samples: Float32Array,
  { pitch, decay, gain }: NonNullable<Drum['metal']>,
  rate: number,
): void {
  // Only what lies far above the squares' own pitch is let through: two differences, as steep as they are short.
  let before = 0;
  let beforeThat = 0;
  for (let index = 0; index < Math.min(samples.length, decay * rate); index += 1) {
    const plate = PLATE.reduce(
      (sum, ratio) => sum + (((index / rate) * pitch * ratio * 4) % 1 < 0.5 ? 1 : -1),
      0,
    );
    const value = plate / PLATE.length;
    const bright = value - before * 1.2 + beforeThat * 0.4;
    beforeThat = before;
    before = value;
    samples[index] = (samples[index] ?? 0) + gain * left(index / rate, decay) * bright;
  }
}
