/** A pitched instrument of computed tones: each note has a source of its own, so that what lies ahead can be taken back. */
import { connect } from 'tone';
import { toneOf, type Timbre } from './tones.ts';
import type { BaseContext, InputNode } from 'tone';
import type { Pitch, Seconds, Velocity } from '#main/music/note.ts';
import { FAR_AHEAD, type Instrument } from './instrument.ts';

/** How an instrument sounds, and how its notes die away. */
export interface Patch {
  readonly timbre: Timbre;
  /** The share of its loudness that a held note comes down to, */
  readonly rest: number;
  /** with this time constant. */
  readonly dying: Seconds;
  /** Time constant with which a released note fades. */
  readonly release: Seconds;
}

interface Tone {
  readonly buffer: AudioBuffer;
  readonly from: Seconds;
  readonly to: Seconds;
}

interface Sounding {
  readonly source: AudioBufferSourceNode;
  readonly gain: GainNode;
  readonly pitch: Pitch;
  readonly start: Seconds;
  end: Seconds | null;
}

/** More notes than this at once and the oldest gives way. */
const MOST_VOICES = 24;
/** Tones that are kept ready; the one that was longest unused goes first. */
const MOST_TONES = 96;
/** Time constants after which a release has fallen by more than 60 dB. */
const FADED = 8;
/** Hardnesses with which tones are computed. */
const LAYERS: readonly number[] = [0.2, 0.6, 1];

/** Concert pitch: A4 (69) is 440 Hz. */
const frequencyOf = (pitch: Pitch): number => 440 * 2 ** ((pitch - 69) / 12);

/** Loudness of a velocity: 40 dB from softest to loudest, the square law of General MIDI. */
export const gainOf = (velocity: Velocity): number =>
  (velocity / 127) ** 2 * 0.9 + 0.1 * (velocity / 127);

/** Notes of one patch, joined to `out`. */
export class Voices implements Instrument {
  readonly lookAhead = FAR_AHEAD;
  readonly #patch: Patch;
  readonly #context: BaseContext;
  readonly #out: InputNode;
  readonly #tones = new Map<number, Tone>();
  #sounding: Sounding[] = [];

  constructor(patch: Patch, context: BaseContext, out: InputNode) {
    this.#patch = patch;
    this.#context = context;
    this.#out = out;
  }

  noteOn(pitch: Pitch, velocity: Velocity, time: Seconds): void {
    this.#forgetFaded();
    const held = this.#sounding.filter(({ end }) => end === null || end > time);
    if (held.length >= MOST_VOICES && held[0] !== undefined) this.#end(held[0], time);
    const { buffer, from, to } = this.#tone(pitch, velocity);
    const gain = this.#context.createGain();
    const loudness = gainOf(velocity);
    gain.gain.setValueAtTime(loudness, time);
    gain.gain.setTargetAtTime(loudness * this.#patch.rest, time, this.#patch.dying);
    connect(gain, this.#out);
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.loop = true;
    source.loopStart = from;
    source.loopEnd = to;
    source.connect(gain);
    source.start(time);
    this.#sounding.push({ source, gain, pitch, start: time, end: null });
  }

  noteOff(pitch: Pitch, time: Seconds): void {
    const note = this.#sounding.find((each) => each.pitch === pitch && each.end === null);
    if (note !== undefined) this.#end(note, Math.max(time, note.start));
  }

  withdraw(time: Seconds): void {
    for (const note of this.#sounding) {
      if (note.start >= time) drop(note);
      else if (note.end !== null && note.end >= time) hold(note, time);
    }
    this.#sounding = this.#sounding.filter(({ start }) => start < time);
  }

  dispose(): void {
    this.#sounding.forEach(drop);
    this.#sounding = [];
    this.#tones.clear();
  }

  #end(note: Sounding, time: Seconds): void {
    if (note.end !== null) hold(note, time);
    const { release } = this.#patch;
    note.gain.gain.setTargetAtTime(0, time, release);
    note.source.stop(time + FADED * release);
    note.end = time;
  }

  #forgetFaded(): void {
    const faded = this.#context.currentTime - FADED * this.#patch.release;
    for (const { end, gain } of this.#sounding) if (end !== null && end < faded) gain.disconnect();
    this.#sounding = this.#sounding.filter(({ end }) => end === null || end >= faded);
  }

  #tone(pitch: Pitch, velocity: Velocity): Tone {
    const layer = Math.min(LAYERS.length - 1, Math.floor((velocity * LAYERS.length) / 128));
    const key = pitch * LAYERS.length + layer;
    const found = this.#tones.get(key) ?? this.#compute(pitch, LAYERS[layer] ?? 1);
    this.#tones.delete(key);
    this.#tones.set(key, found);
    const [oldest] = this.#tones.keys();
    if (this.#tones.size > MOST_TONES && oldest !== undefined) this.#tones.delete(oldest);
    return found;
  }

  #compute(pitch: Pitch, hardness: number): Tone {
    const { sampleRate } = this.#context;
    const { samples, loop } = toneOf(this.#patch.timbre, frequencyOf(pitch), hardness, sampleRate);
    const buffer = this.#context.createBuffer(1, samples.length, sampleRate);
    buffer.copyToChannel(samples, 0);
    return { buffer, from: loop.from / sampleRate, to: loop.to / sampleRate };
  }
}

/** Takes back that a note ends. */
function hold(note: Sounding, time: Seconds): void {
  note.gain.gain.cancelScheduledValues(time);
  note.source.stop(NEVER);
  note.end = null;
}

/** A moment that no music reaches. */
const NEVER: Seconds = 1e9;

function drop({ source, gain }: Sounding): void {
  source.stop();
  gain.disconnect();
}
