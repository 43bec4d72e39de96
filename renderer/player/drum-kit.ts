/** A drum kit without samples: membranes, noise and metal on the keys of General MIDI percussion. */
import { Filter, MembraneSynth, MetalSynth, NoiseSynth } from 'tone';
import { gainOf } from './voices.ts';
import type { BaseContext, InputNode, ToneAudioNode } from 'tone';
import type { Pitch, Seconds, Velocity } from '#main/music/note.ts';
import type { Instrument } from './instrument.ts';

/** One drum: struck, it rings by itself. */
interface Drum {
  readonly strike: (time: Seconds, gain: number) => void;
  readonly nodes: readonly ToneAudioNode[];
}

type Make = (context: BaseContext, out: InputNode) => Drum;

const membrane =
  (note: string, decay: number, octaves: number, volume: number): Make =>
  (context, out) => {
    const synth = new MembraneSynth({
      context,
      pitchDecay: 0.03,
      octaves,
      envelope: { attack: 0.001, decay, sustain: 0, release: 0.05 },
      volume,
    }).connect(out);
    return { nodes: [synth], strike: (time, gain) => void synth.triggerAttack(note, time, gain) };
  };

const noise =
  (frequency: number, decay: number, volume: number): Make =>
  (context, out) => {
    const filter = new Filter({ context, type: 'highpass', frequency }).connect(out);
    const synth = new NoiseSynth({
      context,
      noise: { type: 'white' },
      envelope: { attack: 0.001, decay, sustain: 0, release: 0.02 },
      volume,
    }).connect(filter);
    return { nodes: [synth, filter], strike: (time, gain) => void synth.triggerAttack(time, gain) };
  };

const metal =
  (decay: number, resonance: number, volume: number): Make =>
  (context, out) => {
    const synth = new MetalSynth({
      context,
      envelope: { attack: 0.001, decay, release: 0.05 },
      harmonicity: 5.1,
      modulationIndex: 28,
      resonance,
      octaves: 1.3,
      volume,
    }).connect(out);
    return { nodes: [synth], strike: (time, gain) => void synth.triggerAttack(220, time, gain) };
  };

/** Kinds of drum, and the keys that play them (General MIDI level 1 percussion map). */
const kit: readonly { readonly keys: readonly Pitch[]; readonly make: Make }[] = [
  { keys: [35, 36], make: membrane('C1', 0.35, 5, -4) },
  { keys: [41, 43], make: membrane('G1', 0.35, 3, -9) },
  { keys: [45, 47, 64, 66], make: membrane('D2', 0.3, 3, -10) },
  { keys: [48, 50, 60, 61, 62, 63, 65], make: membrane('A2', 0.22, 2.5, -11) },
  { keys: [38, 40], make: noise(900, 0.17, -11) },
  { keys: [37, 39], make: noise(1800, 0.08, -13) },
  { keys: [42, 44, 54, 69, 70], make: noise(7500, 0.045, -16) },
  { keys: [46], make: noise(6500, 0.28, -18) },
  { keys: [49, 52, 55, 57], make: noise(4500, 1.1, -20) },
  { keys: [51, 53, 56, 59, 67, 68, 76, 77, 80, 81], make: metal(0.5, 5200, -32) },
];

/** What is played for keys that no drum has: a dry click, so that no note is silent without a reason. */
const other: Make = noise(2500, 0.04, -17);

/** The kit. Drums are made when first struck. */
export class DrumKit implements Instrument {
  readonly lookAhead = 0.03;
  readonly #context: BaseContext;
  readonly #out: InputNode;
  readonly #drums = new Map<Make, Drum & { last: Seconds }>();

  constructor(context: BaseContext, out: InputNode) {
    this.#context = context;
    this.#out = out;
  }

  noteOn(pitch: Pitch, velocity: Velocity, time: Seconds): void {
    const make = kit.find(({ keys }) => keys.includes(pitch))?.make ?? other;
    const drum = this.#drums.get(make) ?? { ...make(this.#context, this.#out), last: -1 };
    this.#drums.set(make, drum);
    // One drum cannot be struck twice at the same moment (two keys of one drum): the second makes it no louder.
    if (time <= drum.last) return;
    drum.last = time;
    drum.strike(time, gainOf(velocity));
  }

  /** Drums ring by themselves. */
  noteOff(): void {
    return;
  }

  /** Nothing to end: at most `lookAhead` of strikes is on its way, and they fade by themselves. */
  withdraw(): void {
    return;
  }

  dispose(): void {
    for (const { nodes } of this.#drums.values()) for (const node of nodes) node.dispose();
    this.#drums.clear();
  }
}
