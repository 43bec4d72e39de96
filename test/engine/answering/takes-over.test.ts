/** A person drags over the map while the songs are being learned: each phrase that she hears is of one model, and none keeps her waiting. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { breathe } from '#main/engine/clock.ts';
import { answeringService } from '#main/engine/answering.ts';
import { readModel, writeModel } from '#main/engine/model-file.ts';
import { answering } from '#main/protocol/answering.ts';
import { connect } from '#main/protocol/connect.ts';
import { loop } from '#main/protocol/loop.ts';
import { serve } from '#main/protocol/serve.ts';
import { weights } from '#main/protocol/weights.ts';
import { uniform } from '../architectures.ts';

const shape = { temperature: 0, density: 0.5, seed: 1 };
const file = join(import.meta.dirname, '../../../resources/demo/model.safetensors');
const demo = new Uint8Array(readFileSync(file));

/** The demo model with other weights, as a step further in learning would have. */
function further(seed: number): Uint8Array<ArrayBuffer> {
  const model = readModel(demo);
  const random = uniform(seed);
  const moved = [...model.weights].map(([name, { shape: sizes, values }]) => {
    const next = values.map((value) => value * (1 + 0.4 * (random() - 0.5)));
    return [name, { shape: sizes, values: next }] as const;
  });
  return writeModel({ ...model, weights: new Map(moved) }, 'float32');
}

/** An answer engine as a window and a learn engine have it: over wires. */
function engine() {
  const { answers, takesOver } = answeringService(() => undefined);
  const [asking, asked] = loop();
  const [hand, weightsIn] = loop();
  serve(answering, asked, answers);
  serve(weights, weightsIn, takesOver);
  const pad = connect(answering, asking);
  const heard = async (x: number, y: number) => {
    const { phrase, model } = await pad.at({ x, y, shape });
    return { model, notes: JSON.stringify(phrase.notes) };
  };
  return { pad, heard, learner: connect(weights, hand) };
}

let models: readonly Uint8Array<ArrayBuffer>[] = [];
beforeAll(() => {
  models = [1, 2, 3].map(further);
});

test('what is asked while new weights come is answered at once, by the old model or the new one, never by half of each', async () => {
  const random = uniform(5);
  const places = Array.from({ length: 12 }, () => [2 * random() - 1, 2 * random() - 1] as const);
  const alone = new Map<string, string[]>();
  for (const model of models) {
    const { pad, heard } = engine();
    const { model: hash } = await pad.load({ model });
    const own: string[] = [];
    for (const [x, y] of places) own.push((await heard(x, y)).notes);
    alone.set(hash, own);
  }
  expect(new Set([...alone.values()].flat()).size).toBeGreaterThan(places.length);

  const { pad, heard, learner } = engine();
  const [first] = models;
  if (first === undefined) throw new Error('three models');
  await pad.load({ model: first });
  let publishing = true;
  const learning = (async () => {
    for (let step = 1; step <= 5; step += 1)
      await learner.publish({ run: 'a run', step, model: models[step % 3] ?? first });
    publishing = false;
  })();
  let during = 0;
  for (let turn = 0; publishing; turn += 1) {
    const index = turn % places.length;
    const [x, y] = places[index] ?? [0, 0];
    const { model, notes } = await heard(x, y);
    expect(notes).toBe(alone.get(model)?.[index]);
    during += 1;
    await breathe(); // a wire between processes gives others their turn
  }
  await learning;
  // Five models of 540 bars were made ready meanwhile: a pad that waited for each would have answered six times, one that
  // waited for every 32 bars some 85 times.
  expect(during).toBeGreaterThan(150);
}, 120_000);
