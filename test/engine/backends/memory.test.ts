/** A night of learning must not end because memory ran out. */
import { afterAll, describe, expect, it } from 'vitest';
import { loadNative } from '#main/engine/backends/binding.ts';
import { randomBatch, setting } from '../architectures.ts';
import { nativeProblem } from './native.ts';
import { architecture, curve, endAll, open, started } from './started.ts';

afterAll(endAll);

describe('memory', () => {
  it.runIf(nativeProblem === null)(
    'of native tensors is flat over hundreds of steps: a night of learning does not end in a crash',
    async () => {
      const { binding } = loadNative();
      const network = await started('tensorflow');
      await curve(network, 20);
      const tensors = binding.getNumOfTensors();
      await curve(network, 300);
      const batch = randomBatch(architecture, 7, 0);
      const { mean } = await network.encode(batch);
      await network.decode(mean, 7, batch.position);
      await network.write(await network.read());
      await expect(network.learn({ ...batch, size: 3 }, mean, setting)).rejects.toThrow();
      // Fed tensors are kept for some calls: the same calls as before the first count come last.
      await curve(network, 20);
      expect(binding.getNumOfTensors()).toBe(tensors);
    },
  );

  it.each(['cpu', 'wasm'] as const)(
    'of tensors on %s is flat over steps and given back when a network ends',
    async (backend) => {
      const tf = await import('@tensorflow/tfjs');
      const before = tf.memory().numTensors;
      const network = await started(backend);
      await curve(network, 3);
      const { numTensors } = tf.memory();
      await curve(network, 50);
      expect(tf.memory().numTensors).toBe(numTensors);
      network.dispose();
      open.splice(open.indexOf(network), 1);
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});
