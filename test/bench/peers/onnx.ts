/** onnxruntime as a rival in the same run, where a Python with onnx and onnxruntime is present: our own step, written as an ONNX graph. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { epsilon, of } from '#main/engine/backends/executor.ts';
import { describe, feeds, plain } from '#main/engine/model/vrae.ts';
import type { Architecture, Batch, Weights } from '#main/engine/network.ts';
import { setting } from '../networks.ts';
import { OnnxWriter } from './onnx-graph.ts';
import type { LineRival } from './lines.ts';
import { pythonRival } from './python.ts';

interface Numbers {
  readonly name: string;
  readonly shape: readonly number[];
  /** Float32, little end first, in base 64. */
  readonly values: string;
}

const numbers = (name: string, shape: readonly number[], values: Float32Array): Numbers => ({
  name,
  shape,
  values: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
});

/** The step of `bench step` with its clip and Adam, as what onnx.py reads. */
function stepDocument(
  architecture: Architecture,
  batch: Batch,
  noise: Float32Array,
  weights: Weights,
): object {
  const { steps: T, inputs: D, latent: Z, position: P } = architecture;
  const model = describe(architecture, plain);
  const graph = new OnnxWriter(batch.size);
  const reconstruction = graph.write(model.reconstruction);
  const names = [...model.weights.keys()];
  const gradients = names.map((name) => graph.write(of(model.gradients, name)));
  const squares = gradients.map((gradient) =>
    graph.node('ReduceSumSquare', [gradient], { keepdims: 0 }),
  );
  const norm = graph.node('Sqrt', [graph.node('Sum', squares)]);
  const clip = graph.number(setting.clip);
  const shrink = graph.node('Div', [clip, graph.node('Max', [norm, clip])]);
  const moved = (kept: string, share: number, value: string): string =>
    graph.node('Add', [
      graph.node('Mul', [kept, graph.number(share)]),
      graph.node('Mul', [value, graph.number(1 - share)]),
    ]);
  const state = names.flatMap((name, index) => {
    const slope = graph.node('Mul', [gradients[index] ?? '', shrink]);
    const first = moved(`m.${name}`, setting.beta1, slope);
    const second = moved(`v.${name}`, setting.beta2, graph.node('Mul', [slope, slope]));
    const root = graph.node('Add', [graph.node('Sqrt', [second]), graph.number(epsilon)]);
    const step = graph.node('Div', [graph.node('Mul', [first, 'rate']), root]);
    const { shape, values } = of(weights, name);
    const none = new Float32Array(values.length);
    return [
      { ...numbers(name, shape, values), next: graph.node('Sub', [name, step]) },
      { ...numbers(`m.${name}`, shape, none), next: first },
      { ...numbers(`v.${name}`, shape, none), next: second },
    ];
  });
  const given = (name: string, value: number): Numbers => numbers(name, [], Float32Array.of(value));
  return {
    nodes: graph.nodes,
    constants: graph.constants,
    state,
    loss: reconstruction,
    feeds: [
      numbers(feeds.cells, [batch.size, T, D], batch.cells),
      numbers(feeds.noise, [batch.size, Z], noise),
      ...(P ? [numbers(feeds.position, [batch.size, T, P], batch.position)] : []),
      given(feeds.klWeight, setting.klWeight),
      given(feeds.klFloor, -1e30),
      given(feeds.lossWeight, 1 / batch.size),
    ],
    rate: setting.learningRate,
    beta1: setting.beta1,
    beta2: setting.beta2,
  };
}

/**
 * Starts it; its first number is the reconstruction (nats, summed over the batch) that its third step finds, by which one
 * knows that it does the same work. Null where there is no onnxruntime.
 */
export async function onnxruntime(
  architecture: Architecture,
  batch: Batch,
  noise: Float32Array,
  weights: Weights,
  threads: number,
): Promise<LineRival | null> {
  const folder = mkdtempSync(join(tmpdir(), 'melodrift-bench-'));
  try {
    const file = join(folder, 'step.json');
    writeFileSync(file, JSON.stringify(stepDocument(architecture, batch, noise, weights)));
    return await pythonRival('onnxruntime', 'onnx_step.py', [file, threads]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
