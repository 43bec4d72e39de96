/** The step as one would write it at first: operation by operation in tfjs-node, differentiated by the library, Adam by the library. */
import { createRequire } from 'node:module';
import util from 'node:util';
import type * as TensorFlow from '@tensorflow/tfjs';
import { of } from '#main/engine/backends/executor.ts';
import type { Architecture, Batch, Weights } from '#main/engine/network.ts';
import { setting } from '../networks.ts';
import type { Rival } from '../rounds.ts';

/**
 * Opens it; null where tfjs-node is not installed. The tanh cell of the reference model, with the decoder taught by the data.
 * @returns the rival, and `first`: the reconstruction (nats, summed over the batch) that its third step finds
 */
export function naive(
  { steps: T, inputs: D, hidden: H, latent: Z }: Architecture,
  batch: Batch,
  noise: Float32Array,
  weights: Weights,
): { readonly rival: Rival; readonly first: number } | null {
  const tf = tfjsNode();
  if (tf === null) return null;
  const variables = new Map(
    [...weights].map(([name, { shape, values }]) => [
      name,
      tf.variable(tf.tensor(values, [...shape], 'float32')),
    ]),
  );
  const w = (name: string): TensorFlow.Tensor2D => of(variables, name).as2D(-1, rows(name));
  const rows = (name: string): number => of(weights, name).shape.at(-1) ?? 0;
  const x = tf.tensor3d(batch.cells, [batch.size, T, D]).transpose([1, 0, 2]).unstack();
  const eps = tf.tensor2d(noise, [batch.size, Z]);
  const adam = tf.train.adam(setting.learningRate, setting.beta1, setting.beta2);
  const layer = (which: string, input: TensorFlow.Tensor, state: TensorFlow.Tensor2D) =>
    tf
      .add(
        tf.add(tf.matMul(input.as2D(-1, D), w(`${which}.cells`)), w(`${which}.bias`)),
        tf.matMul(state, w(`${which}.state`)),
      )
      .tanh()
      .as2D(-1, H);
  let found = 0;
  const loss = (): TensorFlow.Scalar => {
    let state: TensorFlow.Tensor2D = tf.zeros([batch.size, H]);
    for (const step of x) state = layer('encoder', step, state);
    const mean = tf.add(tf.matMul(state, w('latent.mean')), w('latent.meanBias'));
    const variance = tf.add(tf.matMul(state, w('latent.variance')), w('latent.varianceBias'));
    const z = tf.add(mean, tf.mul(tf.exp(tf.mul(variance, 0.5)), eps)).as2D(-1, Z);
    state = tf
      .add(tf.matMul(z, w('decoder.start')), w('decoder.startBias'))
      .tanh()
      .as2D(-1, H);
    let before: TensorFlow.Tensor = tf.zeros([batch.size, D]);
    let reconstruction: TensorFlow.Tensor = tf.scalar(0);
    for (const step of x) {
      state = layer('decoder', before, state);
      const logits = tf.add(tf.matMul(state, w('output.weights')), w('output.bias'));
      const lost = tf.sum(tf.sub(tf.softplus(logits), tf.mul(step, logits)));
      reconstruction = tf.add(reconstruction, lost);
      before = step;
    }
    const kl = tf.sum(tf.sub(tf.add(tf.square(mean), tf.exp(variance)), tf.add(variance, 1)));
    found = reconstruction.dataSync()[0] ?? Number.NaN;
    return tf.div(tf.add(reconstruction, tf.mul(kl, 0.5)), batch.size).asScalar();
  };
  const step = (): void => {
    void tf.setBackend('tensorflow'); // one engine a process serves all of the library's backends
    tf.tidy(() => {
      const { grads } = tf.variableGrads(loss, [...variables.values()]);
      const squares = Object.values(grads).map((gradient) => tf.sum(tf.square(gradient)));
      const norm = tf.sqrt(tf.addN(squares));
      const shrink = tf.div(setting.clip, tf.maximum(norm, setting.clip));
      adam.applyGradients(
        Object.entries(grads).map(([name, gradient]) => ({
          name,
          tensor: tf.mul(gradient, shrink),
        })),
      );
    });
  };
  for (let warm = 0; warm < 3; warm += 1) step();
  const once = (): Promise<void> => Promise.resolve(step());
  return { rival: { name: 'naive', once, end: () => tf.disposeVariables() }, first: found };
}

/** The package with its own backend, which asks for two functions that Node has dropped. */
function tfjsNode(): typeof TensorFlow | null {
  const require = createRequire(import.meta.url);
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  });
  try {
    const tf: typeof TensorFlow = require('@tensorflow/tfjs-node');
    return tf;
  } catch {
    return null;
  }
}
