/** The General MIDI synthesizer on the audio thread: begins each note on its sample, and can be told to forget. */
import { SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';
import { Agenda, type LaneMessageEvent } from './agenda.ts';
import { CHANNELS, PROCESSOR, type Answer, type Order } from './messages.ts';

// The audio thread's own names (Web Audio API, AudioWorkletGlobalScope), which the page's types do not have.
declare const sampleRate: number;
declare const currentFrame: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, make: new () => AudioWorkletProcessor): void;

/** Bank, wheel, volume, pan, expression and pedals where nobody has moved them. */
const AT_REST = [
  [0, 0],
  [32, 0],
  [1, 0],
  [7, 100],
  [10, 64],
  [11, 127],
  [64, 0],
  [66, 0],
  [67, 0],
] as const;

/** Samples that are rendered at once. */
const BLOCK = 128;

class Synthesizer extends AudioWorkletProcessor {
  readonly #agenda = new Agenda();
  readonly #synth = new SpessaSynthProcessor(sampleRate, {
    maxBufferSize: BLOCK,
    // The room is the mixing desk's.
    effectsEnabled: false,
    eventsEnabled: false,
    initialTime: currentFrame / sampleRate,
  });
  readonly #waste = new Float32Array(BLOCK);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<Order>) => this.#obey(data);
  }

  /** Called by the audio thread for every block: `outputs` are stereo pairs, one a channel. */
  process(_: unknown, outputs: Float32Array[][]): boolean {
    for (let done = 0; done < BLOCK;) {
      const frame = currentFrame + done;
      // Half a sample early, so that rounding never costs a whole one.
      for (const event of this.#agenda.take((frame + 0.5) / sampleRate))
        if (event.kind === 'message') this.#set(event.channel, event.bytes);
        else if (event.kind === 'on')
          this.#synth.noteOn(event.channel, event.pitch, event.velocity);
        else this.#synth.noteOff(event.channel, event.pitch);
      const next = Math.ceil(this.#agenda.next * sampleRate - 0.5) - frame;
      const count = Math.max(1, Math.min(BLOCK - done, next));
      this.#synth.processSplit(outputs, this.#waste, this.#waste, done, count);
      done += count;
    }
    return true;
  }

  #obey(order: Order): void {
    if (order.kind === 'bank') void this.#load(order.bytes);
    else if (order.kind === 'program') this.#program(order);
    else if (order.kind === 'fresh') this.#fresh(order.channel);
    else if (order.kind === 'withdraw') {
      for (const pitch of this.#agenda.withdraw(order.channel, order.time))
        this.#synth.noteOff(order.channel, pitch);
    } else if (order.kind === 'silence') {
      this.#agenda.clear();
      this.#synth.stopAllChannels(true);
    } else if (order.kind === 'ask') this.#answer({ kind: 'heard' });
    else this.#agenda.add(order);
  }

  #fresh(channel: number): void {
    for (const [controller, value] of AT_REST) this.#set(channel, [0xb0, controller, value]);
    this.#set(channel, [0xe0, 0, 64]);
    this.#set(channel, [0xd0, 0, 0]);
  }

  /** A channel message by its kind (MIDI 1.0, channel voice messages). */
  #set(channel: number, [kind, first, second]: LaneMessageEvent['bytes']): void {
    if (kind === 0xa0) this.#synth.polyPressure(channel, first, second);
    else if (kind === 0xb0)
      this.#synth.processMessage([kind | (channel & 15), first, second], channel & ~15);
    else if (kind === 0xc0) this.#synth.programChange(channel, first);
    else if (kind === 0xd0) this.#synth.channelPressure(channel, first);
    else if (kind === 0xe0) this.#synth.pitchWheel(channel, second * 128 + first);
  }

  #program({ channel, program, drums }: Extract<Order, { kind: 'program' }>): void {
    this.#synth.midiChannels[channel]?.setDrums(drums);
    this.#synth.programChange(channel, program);
    // Compressed samples are unpacked now and not in the midst of the first notes.
    this.#synth.midiChannels[channel]?.preset?.preload(LOWEST, HIGHEST);
  }

  async #load(bytes: ArrayBuffer): Promise<void> {
    try {
      await this.#synth.processorInitialized;
      this.#synth.soundBankManager.addSoundBank(SoundBankLoader.fromArrayBuffer(bytes), 'bank');
      while (this.#synth.midiChannels.length < CHANNELS) this.#synth.createMIDIChannel();
      this.#answer({ kind: 'loaded' });
    } catch (problem) {
      this.#answer({ kind: 'failed', reason: String(problem) });
    }
  }

  #answer(answer: Answer): void {
    this.port.postMessage(answer);
  }
}

/** Keys of a piano's width without its ends: what is unpacked beforehand. */
const LOWEST = 28;
const HIGHEST = 96;

registerProcessor(PROCESSOR, Synthesizer);
