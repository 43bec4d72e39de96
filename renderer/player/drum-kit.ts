/** A drum kit without sample files: computed strikes on the keys of General MIDI percussion. */
import { connect } from 'tone';
import { DRUMS, drumNames, strikeOf, type Drum, type DrumName } from './drums.ts';
import { gainOf } from './voices.ts';
import type { BaseContext, InputNode } from 'tone';
import type { Pitch, Seconds, Velocity } from '#main/music/note.ts';
import { FAR_AHEAD, type Instrument } from './instrument.ts';

/** The keys that play each drum (General MIDI level 1 percussion map). */
const KEYS: Readonly<Record<DrumName, readonly Pitch[]>> = {
  kick: [35, 36],
  snare: [38, 40],
  stick: [37],
  clap: [39],
  lowTom: [41, 43, 64],
  middleTom: [45, 47, 61, 63, 66],
  highTom: [48, 50, 60, 62, 65],
  closedHat: [42, 44],
  openHat: [46],
  crash: [49, 52, 55, 57],
  ride: [51, 53, 59, 80, 81],
  cowbell: [56, 67, 68],
  shaker: [54, 69, 70, 73, 74, 82],
  highBlock: [75, 76],
  lowBlock: [77],
};

const NAMES = new Map<Pitch, DrumName>();
for (const name of drumNames) for (const key of KEYS[name]) NAMES.set(key, name);

/** The drum of a key; a dry click for keys that none has, so that no note is silent without a reason. */
export const drumOf = (pitch: Pitch): DrumName => NAMES.get(pitch) ?? 'stick';

interface Strike {
  readonly drum: DrumName;
  readonly time: Seconds;
  readonly source: AudioBufferSourceNode;
  readonly gain: GainNode;
}

/** Time constant with which a hand ends what rings. */
const CHOKE: Seconds = 0.006;
/** Loudest strike. */
const FULL = 0.5;

/** The kit. A drum is computed when it is first struck. */
export class DrumKit implements Instrument {
  readonly lookAhead = FAR_AHEAD;
  readonly #context: BaseContext;
  readonly #out: InputNode;
  readonly #buffers = new Map<DrumName, AudioBuffer>();
  #strikes: Strike[] = [];

  constructor(context: BaseContext, out: InputNode) {
    this.#context = context;
    this.#out = out;
  }

  noteOn(pitch: Pitch, velocity: Velocity, time: Seconds): void {
    const name = drumOf(pitch);
    this.#forgetRung();
    // Two keys of one drum at one moment are one strike, not a louder one.
    if (this.#strikes.some((each) => each.drum === name && Math.abs(each.time - time) < 1e-4))
      return;
    const drum: Drum = DRUMS[name];
    if (drum.group !== undefined) this.#choke(drum.group, time);
    const gain = this.#context.createGain();
    gain.gain.value = FULL * gainOf(velocity);
    connect(gain, this.#out);
    const source = this.#context.createBufferSource();
    source.buffer = this.#buffer(name, drum);
    source.connect(gain);
    source.start(time);
    this.#strikes.push({ drum: name, time, source, gain });
  }

  /** Drums ring by themselves. */
  noteOff(): void {
    return;
  }

  withdraw(time: Seconds): void {
    for (const strike of this.#strikes) {
      if (strike.time >= time) end(strike);
      // What was to end a ringing drum was taken back: it rings on.
      else strike.gain.gain.cancelScheduledValues(time);
    }
    this.#strikes = this.#strikes.filter((strike) => strike.time < time);
  }

  dispose(): void {
    for (const strike of this.#strikes) end(strike);
    this.#strikes = [];
    this.#buffers.clear();
  }

  #choke(group: Drum['group'], time: Seconds): void {
    for (const { drum, gain, time: struck } of this.#strikes) {
      const { group: its }: Drum = DRUMS[drum];
      if (its === group && struck < time) gain.gain.setTargetAtTime(0, time, CHOKE);
    }
  }

  #buffer(name: DrumName, drum: Drum): AudioBuffer {
    const found = this.#buffers.get(name);
    if (found !== undefined) return found;
    const { sampleRate } = this.#context;
    const samples = strikeOf(drum, sampleRate);
    const buffer = this.#context.createBuffer(1, samples.length, sampleRate);
    buffer.copyToChannel(samples, 0);
    this.#buffers.set(name, buffer);
    return buffer;
  }

  /** Strikes that have rung out are kept no longer. */
  #forgetRung(): void {
    const now = this.#context.currentTime;
    const rings = ({ time, source }: Strike): boolean =>
      time + (source.buffer?.duration ?? 0) > now;
    for (const strike of this.#strikes) if (!rings(strike)) strike.gain.disconnect();
    this.#strikes = this.#strikes.filter(rings);
  }
}

function end({ source, gain }: Strike): void {
  source.stop();
  gain.disconnect();
}
