/** `bench supervised`: the paper's use as a start of supervised learning: a next-step network with the weights and first states of a model, against chance. */
import type * as TensorFlow from '@tensorflow/tfjs';
import { gaussian } from '#main/latent/random.ts';
import { openTfjs } from '#main/engine/backends/tfjs.ts';
import { breathe, clock } from '#main/engine/clock.ts';
import type { Segment } from '#main/segments/representation.ts';
import type { Architecture, Weights } from '#main/engine/network.ts';
import { initialWeights, wakingRecipe } from '#main/engine/networks.ts';
import { batchOf, drawing } from '#main/engine/training/batches.ts';
import { inputMeans, trainingData } from '#main/engine/training/data.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { randomFor } from '#main/engine/training/random.ts';
import { Run } from '#main/engine/training/run.ts';
import { changed } from '#main/engine/training/setting.ts';
import { demoSongs } from '../engine/demo.ts';
import type { BenchOptions } from './step.ts';

/** Steps of supervised learning after which the held-out loss is told. */
const TOLD = [10, 40, 160];
const STARTS = ['chance', 'weights', 'weights and state'] as const;
type Start = (typeof STARTS)[number];

/**
 * Nats a recurrent step on held-out windows, by start and by steps of supervised learning. The first state comes from the z of the
 * window before, never from the one whose steps are to be told.
 */
export async function supervised({ seconds }: BenchOptions): Promise<object> {
  const setting = changed(presetNamed('quick'), {
    ...{ hidden: '64', decoderInput: 'own', latentAt: 'start', position: 'off', heldOut: '0.15' },
    ...{ fold: '1', stepsPerBeat: '4', parts: 'merged', drums: 'off' },
  });
  const songs = demoSongs();
  const maker = networkMaker(await chosenBackend(null));
  const base = { songs, preset: 'quick', setting, seed: 1, from: null, maker };
  const run = await Run.prepare({ ...base, clock, breathe });
  await run.go({ steps: 0, seconds }, { news: () => undefined });
  const model = await run.model(false);
  run.dispose();
  const losses: Record<string, readonly number[]> = {};
  for (const start of STARTS) losses[start] = await curve(start, model.architecture, model.weights);
  return { unsupervisedSteps: model.step, supervisedSteps: TOLD, heldOutNatsPerStep: losses };

  async function curve(start: Start, architecture: Architecture, learned: Weights) {
    const tf = await openTfjs('wasm');
    const data = trainingData(songs, setting);
    const chance = randomFor(2, 'weights', 0);
    const first =
      start === 'chance'
        ? initialWeights(
            architecture,
            wakingRecipe,
            () => gaussian(chance),
            inputMeans(data.training, data.folding),
          )
        : learned;
    const weights = new Map(
      ['decoder.cells', 'decoder.state', 'decoder.bias', 'output.weights', 'output.bias'].map(
        (name) => [name, tf.variable(tensorOf(tf, first, name))] as const,
      ),
    );
    const network = await maker.make(architecture, learned, setting);
    const w = (name: string): TensorFlow.Tensor2D => {
      const found = weights.get(name);
      if (!found) throw new Error(name);
      return found.as2D(-1, found.shape.at(-1) ?? 1);
    };
    const { steps: T, inputs: D, hidden: H, latent: Z } = architecture;
    const placeOf = (song: number, at: number) => `${song} ${at}`;
    const known = new Map(
      [...data.training, ...data.heldOut].map((each) => [placeOf(each.song, each.start), each]),
    );
    /** The window that ends where one begins: what a musician has played when the next step is asked for. */
    const heardBefore = ({ song, start: at }: Segment) =>
      known.get(placeOf(song, at - setting.steps));
    const [training, heldOut] = [data.training, data.heldOut].map((segments) =>
      segments.filter((each) => heardBefore(each) !== undefined),
    );
    if (!training || !heldOut) throw new Error('two sets');
    /** Mean loss of windows: each step told from the steps before it. */
    const lossOf = async (segments: readonly Segment[]) => {
      const { size, cells } = batchOf(segments, data.folding);
      const { mean } = await network.encode(
        batchOf(
          segments.flatMap((each) => heardBefore(each) ?? []),
          data.folding,
        ),
      );
      return () => {
        const x = tf.tensor3d(cells, [size, T, D]);
        let h: TensorFlow.Tensor2D =
          start === 'weights and state'
            ? tf.tanh(
                tf.add(
                  tf.matMul(tf.tensor2d(mean, [size, Z]), matrix(tf, learned, 'decoder.start')),
                  matrix(tf, learned, 'decoder.startBias'),
                ),
              )
            : tf.zeros([size, H]);
        let read: TensorFlow.Tensor2D = tf.zeros([size, D]);
        let total: TensorFlow.Scalar = tf.scalar(0);
        for (let t = 0; t < T; t += 1) {
          const driven = tf.add(tf.matMul(read, w('decoder.cells')), w('decoder.bias'));
          h = tf.tanh(tf.add(tf.matMul(h, w('decoder.state')), driven));
          const logits = tf.add(tf.matMul(h, w('output.weights')), w('output.bias'));
          read = x.slice([0, t], [size, 1]).reshape([size, D]);
          total = tf.add(total, tf.sum(tf.sub(tf.softplus(logits), tf.mul(read, logits))));
        }
        return tf.div<TensorFlow.Scalar>(total, size * T);
      };
    };
    const adam = tf.train.adam(2e-3);
    const draw = drawing(
      training.map(({ song }) => song),
      32,
      true,
      3,
    );
    const told: number[] = [];
    for (let step = 0; step < Math.max(...TOLD); step += 1) {
      const loss = await lossOf(draw.at(step).flatMap((index) => training[index] ?? []));
      adam.minimize(loss, false, [...weights.values()]);
      if (!TOLD.includes(step + 1)) continue;
      const unheard = await lossOf(heldOut.filter((_, index) => index % 4 === 0));
      told.push(tf.tidy(() => unheard().dataSync()[0] ?? Number.NaN));
    }
    network.dispose();
    for (const each of weights.values()) each.dispose();
    return told;
  }
}

function tensorOf(tf: typeof TensorFlow, weights: Weights, name: string): TensorFlow.Tensor {
  const found = weights.get(name);
  if (!found) throw new Error(`the model has no ${name}`);
  return tf.tensor(found.values.slice(), [...found.shape], 'float32');
}

const matrix = (tf: typeof TensorFlow, weights: Weights, name: string): TensorFlow.Tensor2D => {
  const found = tensorOf(tf, weights, name);
  return found.as2D(-1, found.shape.at(-1) ?? 1);
};
