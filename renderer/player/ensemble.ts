/** The band in one audio context: makes the instrument of each lane when it is first needed, built in or General MIDI. */
import { DRUM_CHANNEL } from '#main/music/note.ts';
import { DrumKit } from './drum-kit.ts';
import { builtIn } from './patches.ts';
import type { Gain } from 'tone';
import type { Channel } from '#main/music/note.ts';
import type { Voice } from '#main/music/voice.ts';
import type { TimelineLane } from '#main/transport/timeline.ts';
import type { GeneralMidi } from './general-midi.ts';
import type { Instrument } from './instrument.ts';
import type { Band } from './player.ts';
import type { Studio } from './studio.ts';

/** Channels for lanes that are no drums; past the fifteenth they are shared. */
const MELODIC: readonly Channel[] = Array.from({ length: 16 }, (_, channel) => channel).filter(
  (channel) => channel !== DRUM_CHANNEL,
);

interface Seat {
  /** Which instrument it is. */
  readonly key: string;
  /** How its strip is set. */
  readonly strip: string;
  readonly instrument: Instrument;
  /** The channel it plays on, where it plays General MIDI. */
  readonly channel: Channel | null;
}

/** The native node behind a Tone node, which a worklet synthesizer must be joined to. */
function native(node: Gain): AudioNode {
  const inner: unknown = node.input;
  if (!(inner instanceof AudioNode)) throw new Error('this context has no native nodes');
  return inner;
}

/** Instruments by lane. */
export class Ensemble implements Band {
  readonly metronome: Instrument;
  readonly #studio: Studio;
  readonly #seats = new Map<string, Seat>();
  #midi: GeneralMidi | null = null;
  #general = false;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.metronome = new DrumKit(studio.context, studio.out);
  }

  /** The bank is there: lanes that ask for it play it. */
  set bank(synthesizer: GeneralMidi) {
    this.#midi = synthesizer;
  }

  /** Whether lanes that ask for no voice play the bank, or the built-in sounds. */
  set general(on: boolean) {
    this.#general = on;
  }

  instrument(lane: TimelineLane): Instrument {
    const voice = this.#voice(lane);
    const key =
      voice === 'bank' ? `${lane.part === 'drums' ? 'kit' : 'program'} ${lane.program}` : voice;
    const set = [lane.volume, lane.pan, lane.reverb].join(' ');
    const seat = this.#seats.get(lane.id);
    if (seat?.key === key && seat.strip === set) return seat.instrument;
    const strip = this.#studio.strip(lane);
    if (seat?.key === key) {
      this.#seats.set(lane.id, { ...seat, strip: set });
      return seat.instrument;
    }
    seat?.instrument.dispose();
    this.#seats.delete(lane.id);
    const made = this.#make(lane, voice, strip);
    this.#seats.set(lane.id, { key, strip: set, ...made });
    return made.instrument;
  }

  /** What the lane asks for; while there is no bank, the voice made for its part. */
  #voice({ voice, part }: TimelineLane): Voice {
    const wanted = voice ?? (this.#general ? 'bank' : part);
    return wanted === 'bank' && this.#midi === null ? part : wanted;
  }

  /** Everything silent at once. */
  silence(): void {
    this.#midi?.silence();
    for (const [id, { instrument }] of this.#seats) {
      instrument.dispose();
      this.#seats.delete(id);
    }
  }

  #make(lane: TimelineLane, voice: Voice, strip: Gain): Pick<Seat, 'instrument' | 'channel'> {
    if (voice !== 'bank' || this.#midi === null) {
      const part = voice === 'bank' ? lane.part : voice;
      return { instrument: builtIn(part, this.#studio.context, strip), channel: null };
    }
    const channel = lane.part === 'drums' ? DRUM_CHANNEL : this.#freeChannel();
    return { instrument: this.#midi.instrument(channel, lane.program, native(strip)), channel };
  }

  /** The first channel that no lane plays on; where all are taken, the one with the fewest lanes. */
  #freeChannel(): Channel {
    const lanesOn = (channel: Channel): number =>
      [...this.#seats.values()].filter((seat) => seat.channel === channel).length;
    return MELODIC.reduce((best, channel) => (lanesOn(channel) < lanesOn(best) ? channel : best));
  }
}
