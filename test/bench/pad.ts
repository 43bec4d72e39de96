/** `bench pad`: how long a drag waits for its phrase, alone, and while a learn engine works beside it, new weights come and the map is painted anew. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { answeringService } from '#main/engine/answering.ts';
import { readModel, writeModel } from '#main/engine/model-file.ts';
import { answering } from '#main/protocol/answering.ts';
import { connect } from '#main/protocol/connect.ts';
import { engineEnvironment } from '#main/protocol/environment.ts';
import { loop } from '#main/protocol/loop.ts';
import { serve } from '#main/protocol/serve.ts';
import { weights } from '#main/protocol/weights.ts';
import { learner } from './learner.ts';
import type { BenchOptions } from './step.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const shape = { temperature: 0, density: 0.5, seed: 1 };

/** Milliseconds between two sets of new weights: as often as a run of some minutes has them at its beginning. */
const PUBLISHED_EVERY = 2000;

/** Columns and rows of tiles in a window of usual size. */
const TILES = { columns: 21, rows: 14 } as const;

function quantiles(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Milliseconds from a place of the pad to its phrase, through contract and wire. */
export async function pad({ seconds }: BenchOptions): Promise<object> {
  Object.assign(process.env, engineEnvironment('answering', false, availableParallelism()));
  const [near, far] = loop();
  const { answers, takesOver } = answeringService(() => undefined);
  serve(answering, far, answers);
  const [hand, weightsIn] = loop();
  serve(weights, weightsIn, takesOver);
  const publisher = connect(weights, hand);
  const client = connect(answering, near);
  const model = new Uint8Array(
    await readFile(join(ROOT, 'resources', 'demo', 'model.safetensors')),
  );
  const summary = await client.load({ model });
  const drag = async (length: number) => {
    const times: number[] = [];
    const end = performance.now() + length * 1000;
    for (let turn = 0; performance.now() < end; turn += 1) {
      const began = performance.now();
      const [x, y] = [0.9 * Math.sin(turn / 17), 0.9 * Math.cos(turn / 29)];
      await client.at({ x, y, shape });
      times.push(performance.now() - began);
      // A pointer moves about 60 times a second.
      await new Promise((next) => setTimeout(next, 16));
    }
    return quantiles(times);
  };
  await drag(1);
  const idle = await drag(seconds / 2);
  const end = await learner();
  // As the learn engine publishes it.
  const published = writeModel(readModel(model), 'float32');
  let step = 0;
  const publishing = setInterval(() => {
    step += 1;
    void publisher.publish({ run: 'bench', step, model: published });
  }, PUBLISHED_EVERY);
  // As the window does: map and tiles of new weights are asked for, what was asked before is let go.
  let painting = new AbortController();
  client.on('changed', () => {
    void Promise.all([client.summary({}), client.map({})]);
    painting.abort();
    painting = new AbortController();
    // One that newer weights overtook is no failure.
    client.palette({ ...TILES, shape }, painting.signal).catch(() => null);
  });
  const learning = await drag(seconds / 2);
  clearInterval(publishing);
  await end();
  client.close();
  const goal = 'p99 while learning <= 1.5 x idle p99 and <= 10 ms';
  const pass = learning.p99 <= 1.5 * idle.p99 && learning.p99 <= 10;
  return { backend: summary.backend, idle, learning, published: step, goal, pass };
}
