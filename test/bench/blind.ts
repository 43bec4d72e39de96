/** `bench blind --out DIR [--seed N]`: music between the demo songs, numbered by chance, to be judged before its key is opened. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '#main/latent/random.ts';
import { pieceOfPhrase } from '#main/music/arrangement.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { pieces } from './blind/pieces.ts';
import { studio } from './blind/render.ts';
import { rollPicture } from './blind/roll-picture.ts';
import { demoInstrument } from './quality/demo-model.ts';
import type { BenchOptions } from './step.ts';

/** Writes NN.mid, NN.wav and NN.svg for each piece, and key.json. */
export async function blind({ seed, out }: BenchOptions): Promise<object> {
  if (out === null) throw new Error('bench blind needs --out DIR');
  mkdirSync(out, { recursive: true });
  const instrument = await demoInstrument();
  const made = await pieces(instrument, seed);
  instrument.network.dispose();
  const random = seededRandom(seed + 1);
  const shuffled = made
    .map((each) => ({ ...each, order: random() }))
    .sort((a, b) => a.order - b.order);
  const play = await studio();
  const keys = shuffled.map(({ phrase, key }, index) => {
    const number = String(index + 1).padStart(2, '0');
    const midi = new Uint8Array(writeMidi(pieceOfPhrase(phrase, number)));
    writeFileSync(join(out, `${number}.mid`), midi);
    writeFileSync(join(out, `${number}.wav`), play(midi));
    writeFileSync(join(out, `${number}.svg`), rollPicture(number, phrase));
    return [number, key] as const;
  });
  writeFileSync(join(out, 'key.json'), `${JSON.stringify(Object.fromEntries(keys), null, 2)}\n`);
  return { seed, pieces: made.length, folder: out };
}
