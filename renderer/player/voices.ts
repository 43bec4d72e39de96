/** An instrument of Tone voices: each note has a voice of its own while it sounds, so that what lies ahead can be taken back. */
import { MonoSynth } from 'tone';
import type { Synth } from 'tone';
import type { Pitch, Seconds, Velocity } from '#main/music/note.ts';
import type { Instrument } from './instrument.ts';

/** A voice: one note at a time. */
export interface Voice {
  readonly strike: (frequency: number, gain: number, time: Seconds) => void;
  readonly release: (time: Seconds) => void;
  /** Forgets a release that was scheduled for after `time`. */
  readonly hold: (time: Seconds) => void;
  readonly dispose: () => void;
  /** How long it sounds on after its release. */
  readonly tail: Seconds;
}

interface Sounding {
  readonly voice: Voice;
  readonly pitch: Pitch;
  readonly start: Seconds;
  end: Seconds | null;
}

/** More notes than this at once and the oldest gives way. */
const MOST_VOICES = 24;

/** Concert pitch: A4 (69) is 440 Hz. */
const frequencyOf = (pitch: Pitch): number => 440 * 2 ** ((pitch - 69) / 12);

/** Loudness of a velocity: 40 dB from softest to loudest, the square law of General MIDI. */
export const gainOf = (velocity: Velocity): number =>
  (velocity / 127) ** 2 * 0.9 + 0.1 * (velocity / 127);

/** The voice of a Tone instrument that plays one note at a time; `tail` is how long it sounds on after its release. */
export function toneVoice(synth: Synth | MonoSynth, tail: Seconds): Voice {
  const envelopes =
    synth instanceof MonoSynth ? [synth.envelope, synth.filterEnvelope] : [synth.envelope];
  return {
    strike: (frequency, gain, time) => void synth.triggerAttack(frequency, time, gain),
    release: (time) => void synth.triggerRelease(time),
    hold: (time) => {
      for (const envelope of envelopes) envelope.cancel(time);
      // A release has told the oscillator when to stop; a restart of one that runs only takes that back.
      synth.oscillator.restart(time);
    },
    dispose: () => void synth.dispose(),
    tail,
  };
}

/** Notes on voices made by `make`; voices that have faded are used again. */
export class Voices implements Instrument {
  readonly lookAhead = 0.12;
  readonly #make: () => Voice;
  #sounding: Sounding[] = [];
  #idle: Voice[] = [];

  constructor(make: () => Voice) {
    this.#make = make;
  }

  noteOn(pitch: Pitch, velocity: Velocity, time: Seconds): void {
    this.#collect(time);
    if (this.#sounding.length >= MOST_VOICES) this.#steal(time);
    const voice = this.#idle.pop() ?? this.#make();
    voice.strike(frequencyOf(pitch), gainOf(velocity), time);
    this.#sounding.push({ voice, pitch, start: time, end: null });
  }

  noteOff(pitch: Pitch, time: Seconds): void {
    const note = this.#sounding.find((each) => each.pitch === pitch && each.end === null);
    if (note === undefined) return;
    note.voice.release(Math.max(time, note.start));
    note.end = time;
  }

  withdraw(time: Seconds): void {
    for (const note of this.#sounding) {
      // A voice that has not begun is thrown away: taking back an attack would leave its oscillator running.
      if (note.start >= time) note.voice.dispose();
      else if (note.end !== null && note.end >= time) {
        note.voice.hold(time);
        note.end = null;
      }
    }
    this.#sounding = this.#sounding.filter(({ start }) => start < time);
  }

  dispose(): void {
    for (const voice of [...this.#idle, ...this.#sounding.map((note) => note.voice)])
      voice.dispose();
    this.#idle = [];
    this.#sounding = [];
  }

  /** Voices that will have faded by `time` are idle again. */
  #collect(time: Seconds): void {
    const faded = (note: Sounding): boolean =>
      note.end !== null && note.end + note.voice.tail < time;
    this.#idle.push(...this.#sounding.filter(faded).map(({ voice }) => voice));
    this.#sounding = this.#sounding.filter((note) => !faded(note));
  }

  #steal(time: Seconds): void {
    const [oldest] = this.#sounding.splice(0, 1);
    if (oldest === undefined) return;
    if (oldest.end === null || oldest.end > time)
      oldest.voice.release(Math.max(time, oldest.start));
    oldest.voice.dispose();
  }
}
