/** One process whose memory is measured: `part.ts NAME STEPS` does its work and prints lines of JSON. Run with --expose-gc. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadNative } from '#main/engine/backends/binding.ts';
import { answeringService } from '#main/engine/answering.ts';
import { breathe, clock } from '#main/engine/clock.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { Run } from '#main/engine/training/run.ts';
import { changed } from '#main/engine/training/setting.ts';
import { demoSongs } from '../quality/songs.ts';

const MODEL = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'model.safetensors');
const SHAPE = { temperature: 0, density: 0.5, seed: 1 };
const signal = new AbortController().signal;

function tell(facts: object): void {
  globalThis.gc?.();
  const rss = process.memoryUsage.rss() / 2 ** 20;
  // Linux counts in kilobytes, macOS in bytes.
  const unit = process.platform === 'darwin' ? 2 ** 20 : 2 ** 10;
  const most = process.resourceUsage().maxRSS / unit;
  const tensors = loadNative().binding.getNumOfTensors();
  process.stdout.write(`${JSON.stringify({ ...facts, rss, most, tensors })}\n`);
}

/** Learns as the app does, with measuring and publishing, and tells of itself at some steps. */
async function learn(preset: string, set: Readonly<Record<string, string>>, marks: number[]) {
  const setting = changed(presetNamed(preset), set);
  const maker = networkMaker(await chosenBackend('tensorflow'));
  const base = { songs: demoSongs(), preset, setting, seed: 1, from: null, maker };
  const run = await Run.prepare({ ...base, clock, breathe });
  for (const steps of marks) {
    await run.go({ steps, seconds: 0 }, { news: () => undefined, publish: () => undefined });
    tell({ steps, segments: run.data.training.length });
  }
}

const PARTS: Readonly<Record<string, (steps: number) => Promise<void>>> = {
  library: async () => tell({}),
  flat: (steps) =>
    learn('quick', {}, [
      100,
      ...Array.from({ length: 10 }, (_, tenth) => Math.max(101, (steps * (tenth + 1)) / 10)),
    ]),
  // About 5,000 segments of the eight demo songs, 500 units.
  large: () => learn('quick', { hidden: '500', perSong: '630', heldOut: '0' }, [100, 300]),
  answer: async () => {
    const { answers } = answeringService(() => undefined);
    await answers.load({ model: new Uint8Array(readFileSync(MODEL)) }, signal);
    for (let turn = 0; turn < 300; turn += 1)
      await answers.at({ x: Math.sin(turn), y: Math.cos(turn / 3), shape: SHAPE }, signal);
    await answers.palette({ columns: 21, rows: 21, shape: SHAPE }, signal);
    await answers.medley({ steps: 400, songs: [], variety: 0.15, shape: SHAPE }, signal);
    tell({});
  },
};

const [name = '', steps = '0'] = process.argv.slice(2);
await PARTS[name]?.(Number(steps));
process.exit(0);
