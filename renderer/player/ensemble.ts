/** The band in one audio context: makes the instrument of each lane when it is first needed, built in or General MIDI. */
import { DrumKit } from './drum-kit.ts';
import { builtIn } from './patches.ts';
import { CHANNELS } from './worklet/messages.ts';
import type { Gain } from 'tone';
import type { Channel, Seconds } from '#main/music/note.ts';
import type { Voice } from '#main/music/voice.ts';
import type { TimelineLane } from '#main/transport/timeline.ts';
import type { GeneralMidi } from './general-midi.ts';
import type { Instrument } from './instrument.ts';
import type { Band } from './player.ts';
import type { Studio } from './studio.ts';

/** Longer than anything is told ahead, and than the player remembers what is over. */
const IDLE: Seconds = 3;

interface Seat {
  readonly lane: string;
  /** What was asked for, which a bank that is not there yet does not give. */
  readonly wanted: Voice;
  /** The sound itself. */
  readonly own: Instrument;
  /** What the player has of it: it ends and withdraws what any instrument of the lane began. */
  readonly instrument: Instrument;
  /** The channel it plays on, where it plays General MIDI. */
  readonly channel: Channel | null;
  /** When it was asked for last. */
  asked: Seconds;
}

/** The native node behind a Tone node, which a worklet synthesizer must be joined to. */
function native(node: Gain): AudioNode {
  const inner: unknown = node.input;
  if (!(inner instanceof AudioNode)) throw new Error('this context has no native nodes');
  return inner;
}

/**
 * Instruments by lane. A lane that changes its instrument has both for a while: what was begun on one is ended there,
 * and what is queued may be withdrawn again.
 */
export class Ensemble implements Band {
  readonly metronome: Instrument;
  readonly #studio: Studio;
  /** By lane and instrument. */
  readonly #seats = new Map<string, Seat>();
  /** How each lane's strip is set. */
  readonly #strips = new Map<string, { readonly set: string; readonly strip: Gain }>();
  #midi: GeneralMidi | null = null;
  #general = false;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.metronome = new DrumKit(studio.context, studio.out);
  }

  /** The bank is there: lanes that ask for it play it. */
  set bank(synthesizer: GeneralMidi) {
    this.#midi = synthesizer;
    this.#leave(({ wanted, channel }) => wanted === 'bank' && channel === null);
  }

  /** Whether lanes that ask for no voice play the bank, or the built-in sounds. */
  set general(on: boolean) {
    this.#general = on;
  }

  instrument(lane: TimelineLane): Instrument {
    const wanted = lane.voice ?? (this.#general ? 'bank' : lane.part);
    // While there is no bank, the voice made for its part.
    const voice = wanted === 'bank' && this.#midi === null ? lane.part : wanted;
    const drums = lane.part === 'drums';
    const key = voice === 'bank' ? `${drums ? 'kit' : 'program'} ${lane.program}` : voice;
    const strip = this.#strip(lane);
    const now = this.#studio.context.currentTime;
    const found = this.#seats.get(`${lane.id} ${key}`);
    if (found !== undefined) {
      found.asked = now;
      return found.instrument;
    }
    this.#leave((seat) => seat.lane === lane.id && seat.asked < now - IDLE);
    const made = this.#make(lane, voice, strip);
    const instrument = this.#amongOthers(lane.id, made.own);
    this.#seats.set(`${lane.id} ${key}`, {
      lane: lane.id,
      wanted,
      asked: now,
      instrument,
      ...made,
    });
    return instrument;
  }

  /** Everything silent at once. */
  silence(): void {
    this.#midi?.silence();
    this.#leave(() => true);
  }

  #amongOthers(lane: string, own: Instrument): Instrument {
    const all = (tell: (each: Instrument) => void): void => {
      for (const seat of this.#seats.values()) if (seat.lane === lane) tell(seat.own);
    };
    return {
      lookAhead: own.lookAhead,
      noteOn: (pitch, velocity, time) => own.noteOn(pitch, velocity, time),
      noteOff: (pitch, time) => all((each) => each.noteOff(pitch, time)),
      message: (bytes, time) => own.message?.(bytes, time),
      withdraw: (time) => all((each) => each.withdraw(time)),
      dispose: () => own.dispose(),
    };
  }

  #leave(which: (seat: Seat) => boolean): void {
    for (const [key, seat] of this.#seats) {
      if (!which(seat)) continue;
      seat.own.dispose();
      this.#seats.delete(key);
    }
  }

  #strip(lane: TimelineLane): Gain {
    const set = [lane.volume, lane.pan, lane.reverb].join(' ');
    const found = this.#strips.get(lane.id);
    if (found?.set === set) return found.strip;
    const strip = this.#studio.strip(lane);
    this.#strips.set(lane.id, { set, strip });
    return strip;
  }

  #make(lane: TimelineLane, voice: Voice, strip: Gain): Pick<Seat, 'own' | 'channel'> {
    if (voice !== 'bank' || this.#midi === null) {
      const part = voice === 'bank' ? lane.part : voice;
      return { own: builtIn(part, this.#studio.context, strip), channel: null };
    }
    const channel = this.#freeChannel();
    const drums = lane.part === 'drums';
    return { own: this.#midi.instrument(channel, lane.program, drums, native(strip)), channel };
  }

  /** The first channel that nobody plays on; where all are taken, the one with the fewest instruments. */
  #freeChannel(): Channel {
    const playing = (channel: Channel): number =>
      [...this.#seats.values()].filter((seat) => seat.channel === channel).length;
    return ALL.reduce((best, channel) => (playing(channel) < playing(best) ? channel : best));
  }
}

const ALL: readonly Channel[] = Array.from({ length: CHANNELS }, (_, channel) => channel);
