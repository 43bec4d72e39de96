/** General MIDI through spessasynth and its worklet: one synthesizer for all lanes, each lane on a channel and an output of its own. */
import { WorkletSynthesizer } from 'spessasynth_lib';
import type { Channel, Pitch, Program, Seconds, Velocity } from '#main/music/note.ts';
import type { Instrument } from './instrument.ts';

/** Where the synthesizer's parts are served: the worklet's script and a sound bank (SF2, SF3, DLS), both of the app's own origin. */
export interface BankAddresses {
  readonly worklet: string;
  readonly bank: string;
}

/** Bytes of `address`, telling how much has come (0 to 1) where the length is known. @throws Error where it cannot be had. */
async function fetchBytes(
  address: string,
  progress: (share: number) => void,
): Promise<ArrayBuffer> {
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
  readonly #synth: WorkletSynthesizer;

  private constructor(synth: WorkletSynthesizer) {
    this.#synth = synth;
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
    const synth = new WorkletSynthesizer(context);
    await synth.isReady;
    await synth.soundBankManager.addSoundBank(bytes, 'bank');
    return new GeneralMidi(synth);
  }

  /** An instrument on `channel`, its dry sound and the synthesizer's effects going to `out`. */
  instrument(channel: Channel, program: Program, out: AudioNode): Instrument {
    const synth = this.#synth;
    synth.programChange(channel, program);
    synth.connectChannel(out, channel);
    return {
      lookAhead: 0.03,
      noteOn: (pitch, velocity: Velocity, time: Seconds) =>
        synth.noteOn(channel, pitch, velocity, { time }),
      noteOff: (pitch: Pitch, time: Seconds) => synth.noteOff(channel, pitch, { time }),
      // It cannot forget; that is why it is told so late.
      withdraw: () => undefined,
      dispose: () => synth.disconnectChannel(out, channel),
    };
  }

  /** Ends everything that sounds. */
  silence(): void {
    this.#synth.stopAll(true);
  }

  dispose(): void {
    this.#synth.destroy();
  }
}
