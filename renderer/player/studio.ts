/** The mixing desk: a strip a lane (level, side, room), a ceiling and a meter on the way out; the same for listening and for rendering. */
import { Analyser, Convolver, Gain, ToneAudioBuffer } from 'tone';
import { PART_REVERB, type Tone } from '#main/music/voice.ts';
import { Balance } from './balance.ts';
import { ceiling, type Ceiling } from './ceiling.ts';
import { impulseResponse } from './room.ts';
import type { BaseContext } from 'tone';
import type { Part } from '#main/music/part.ts';
import type { Program } from '#main/music/note.ts';

/** How a lane sounds. */
export interface Strip extends Partial<Pick<Tone, 'pan' | 'reverb'>> {
  readonly id: string;
  readonly part: Part;
  readonly program: Program;
  /** 0 to 1. */
  readonly volume: number;
}

/** Level of a moment: peak and loudness of the last 1,024 samples, 0 to 1. */
export interface Level {
  readonly peak: number;
  readonly loudness: number;
}

interface Channel {
  readonly input: Gain;
  readonly balance: Balance;
  readonly send: Gain;
}

const FADE_SECONDS = 0.01;

/** The desk in one audio context. */
export class Studio {
  readonly context: BaseContext;
  readonly #room: Convolver;
  readonly #master: Gain;
  readonly #ceiling: Ceiling;
  readonly #meter: Analyser;
  readonly #channels = new Map<string, Channel>();

  constructor(context: BaseContext) {
    this.context = context;
    this.#meter = new Analyser({ context, type: 'waveform', size: 1024 });
    this.#ceiling = ceiling(context);
    this.#ceiling.output.connect(this.#meter);
    this.#ceiling.output.toDestination();
    this.#master = new Gain({ context, gain: 0.9 }).connect(this.#ceiling.input);
    const { sampleRate } = context;
    const response = impulseResponse(1.6, sampleRate);
    const buffer = context.createBuffer(2, response[0]?.length ?? 1, sampleRate);
    response.forEach((samples, channel) => buffer.copyToChannel(samples, channel));
    this.#room = new Convolver({ context, url: new ToneAudioBuffer(buffer), normalize: false });
    this.#room.connect(this.#master);
  }

  /** The place where a lane's instrument is plugged in. */
  strip({ id, part, volume, pan = 0, reverb: wanted }: Strip): Gain {
    const reverb = wanted ?? PART_REVERB[part];
    const found = this.#channels.get(id);
    if (found !== undefined) {
      found.input.gain.rampTo(volume, FADE_SECONDS);
      found.send.gain.rampTo(reverb, FADE_SECONDS);
      found.balance.set(pan, FADE_SECONDS);
      return found.input;
    }
    const { context } = this;
    const input = new Gain({ context, gain: volume });
    const balance = new Balance(context, input, pan);
    const send = new Gain({ context, gain: reverb }).connect(this.#room);
    balance.output.connect(this.#master);
    balance.output.connect(send);
    this.#channels.set(id, { input, balance, send });
    return input;
  }

  /** Takes a lane's strip off the desk. */
  remove(id: string): void {
    const channel = this.#channels.get(id);
    channel?.input.dispose();
    channel?.balance.dispose();
    channel?.send.dispose();
    this.#channels.delete(id);
  }

  /** Where a single sound that belongs to no lane goes (metronome). */
  get out(): Gain {
    return this.#master;
  }

  /** Overall loudness, 0 to 1. */
  set volume(volume: number) {
    this.#master.gain.rampTo(volume, FADE_SECONDS);
  }

  /** What goes out just now. */
  level(): Level {
    const [samples] = [this.#meter.getValue()]
      .flat()
      .filter((value) => value instanceof Float32Array);
    if (samples === undefined) return { peak: 0, loudness: 0 };
    const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
    return { peak, loudness: Math.sqrt(power) };
  }

  dispose(): void {
    for (const id of [...this.#channels.keys()]) this.remove(id);
    for (const node of [this.#room, this.#master, this.#ceiling, this.#meter]) node.dispose();
  }
}
