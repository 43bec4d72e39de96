/** General MIDI in the page: one synthesizer on the audio thread for all lanes, each lane on a channel and an output of its own. */
import { DRUM_GAIN, programGain } from './program-gains.ts';
import { CHANNELS, PROCESSOR, type Answer, type Order } from './worklet/messages.ts';
import type { Channel, Pitch, Program, Seconds, Velocity } from '#main/music/note.ts';
import { FAR_AHEAD, type Instrument } from './instrument.ts';

/** Where the synthesizer's parts are served: the worklet's script and a sound bank (SF2, SF3, DLS): both of the app's own origin, or the bytes of a person's. */
export interface BankAddresses {
  readonly worklet: string;
  readonly bank: string | Blob;
}

/** Bytes of `address`, telling how much has come (0 to 1) where the length is known. @throws Error where it cannot be had. */
async function fetchBytes(
  address: string | Blob,
  progress: (share: number) => void,
): Promise<ArrayBuffer> {
  if (address instanceof Blob) {
    progress(0.5);
    return address.arrayBuffer();
  }
  const response = await fetch(address);
  if (!response.ok || response.body === null)
    throw new Error(`${response.status} for the sound bank`);
  const length = Number(response.headers.get('content-length') ?? 0);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let come = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    come += value.byteLength;
    if (length > 0) progress(Math.min(1, come / length));
  }
  return new Blob(pieces).arrayBuffer();
}

/** The synthesizer, ready to play. */
export class GeneralMidi {
  readonly #node: AudioWorkletNode;

  private constructor(node: AudioWorkletNode) {
    this.#node = node;
  }

  /** Loads worklet and bank into `context` (a native one). @throws Error where either cannot be had or read. */
  static async load(
    context: BaseAudioContext,
    { worklet, bank }: BankAddresses,
    progress: (share: number) => void = () => undefined,
  ): Promise<GeneralMidi> {
    const [bytes] = await Promise.all([
      fetchBytes(bank, progress),
      context.audioWorklet.addModule(worklet),
    ]);
    const node = new AudioWorkletNode(context, PROCESSOR, {
      numberOfInputs: 0,
      numberOfOutputs: CHANNELS,
      outputChannelCount: Array.from({ length: CHANNELS }, () => 2),
    });
    const midi = new GeneralMidi(node);
    const answer = midi.#answer();
    midi.#say({ kind: 'bank', bytes }, [bytes]);
    const answered = await answer;
    if (answered.kind === 'failed') throw new Error(answered.reason);
    return midi;
  }

  /** An instrument on `channel` (0 to 31), a kit where it is for drums; its dry sound goes to `out`. */
  instrument(channel: Channel, program: Program, drums: boolean, out: AudioNode): Instrument {
    const node = this.#node;
    this.#say({ kind: 'fresh', channel });
    this.#say({ kind: 'program', channel, program, drums });
    const gain = drums ? DRUM_GAIN : programGain(program);
    const level = new GainNode(node.context, { gain });
    node.connect(level, channel).connect(out);
    return {
      lookAhead: FAR_AHEAD,
      noteOn: (pitch: Pitch, velocity: Velocity, time: Seconds) =>
        this.#say({ kind: 'on', channel, pitch, velocity, time }),
      noteOff: (pitch: Pitch, time: Seconds) =>
        this.#say({ kind: 'off', channel, pitch, velocity: 0, time }),
      message: (bytes: readonly [number, number, number], time: Seconds) =>
        this.#say({ kind: 'message', channel, bytes, time }),
      withdraw: (time: Seconds) => this.#say({ kind: 'withdraw', channel, time }),
      dispose: () => {
        this.#say({ kind: 'withdraw', channel, time: 0 });
        node.disconnect(level, channel);
        level.disconnect();
      },
    };
  }

  /** All that was said up to now has arrived on the audio thread. */
  async heard(): Promise<void> {
    const answer = this.#answer();
    this.#say({ kind: 'ask' });
    await answer;
  }

  /** Ends everything that sounds. */
  silence(): void {
    this.#say({ kind: 'silence' });
  }

  dispose(): void {
    this.#node.port.close();
    this.#node.disconnect();
  }

  #answer(): Promise<Answer> {
    return new Promise((resolve) => {
      this.#node.port.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    });
  }

  #say(order: Order, transfer: Transferable[] = []): void {
    this.#node.port.postMessage(order, transfer);
  }
}
