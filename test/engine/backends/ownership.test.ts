/** Memory of JavaScript and of native code stays apart. */
import { expect, it } from 'vitest';
import { loadNative } from '#main/engine/backends/binding.ts';
import { writeStepGraph } from '#main/engine/backends/step-graph.ts';
import { describe as model } from '#main/engine/model/vrae.ts';
import type { Architecture } from '#main/engine/network.ts';
import { createNetwork, initialWeights, wakingRecipe } from '#main/engine/networks.ts';
import { normal, randomBatch, randomNoise, setting } from '../architectures.ts';
import { backends, nativeProblem } from './native.ts';

const architecture: Architecture = {
  steps: 5,
  inputs: 6,
  hidden: 64,
  latent: 3,
  cell: 'tanh',
  encoderReads: 'forwards',
  dense: 0,
  decoderInput: 'own',
  latentAt: 'every-step',
  position: 2,
};

// Native code takes memory as it is only where it is aligned to 64 bytes, and the system aligns to 16.
const placed = backends.flatMap((backend) => [0, 16, 32, 48].map((bytes) => ({ backend, bytes })));

it.each(placed)(
  '$backend leaves the weights it was given alone, $bytes bytes on: else a saved model changes while learning goes on',
  async ({ backend, bytes }) => {
    const means = new Float32Array(architecture.inputs).fill(0.2);
    const drawn = initialWeights(architecture, wakingRecipe, normal(1), means);
    const given = new Map(
      [...drawn].map(([name, { shape, values }]) => {
        const room = new ArrayBuffer(values.byteLength + 64);
        const moved = new Float32Array(room, bytes, values.length);
        moved.set(values);
        return [name, { shape, values: moved }];
      }),
    );
    const network = await createNetwork(architecture, backend, given);
    for (let step = 0; step < 3; step += 1)
      await network.learn(
        randomBatch(architecture, 7, step),
        randomNoise(architecture, 7, step),
        setting,
      );
    network.dispose();
    for (const [name, { values }] of given) expect(values, name).toEqual(drawn.get(name)?.values);
  },
);

it('keeps a copy in every variable: else TensorFlow frees memory of JavaScript from a thread of its own and, now and then, the process dies', (context) => {
  if (nativeProblem !== null) return context.skip(`native TensorFlow is absent: ${nativeProblem}`);
  const { bytes } = writeStepGraph(loadNative().messages, model(architecture), 2);
  const nodes = (op: string): number => Buffer.from(bytes).toString('latin1').split(op).length - 1;
  // Each node is named by its operation and a number, and holds the operation's name once more.
  expect(nodes('AssignVariableOp')).toBeGreaterThan(0);
  expect(nodes('DeepCopy')).toBeGreaterThanOrEqual(nodes('AssignVariableOp'));
});
