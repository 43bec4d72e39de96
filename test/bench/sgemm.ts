/** The peak of TensorFlow's own matrix product on this machine: what share of it a step reaches says how good the step is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadNative } from '#main/engine/backends/binding.ts';
import { GraphWriter } from '#main/engine/backends/graph.ts';

/** GFLOP a second of products of two 1024 x 1024 matrices, as many beside each other as the library runs at once; the best of some. */
export function sgemmPeak(): number {
  const size = 1024;
  const { binding, messages, atOnce } = loadNative();
  const graph = new GraphWriter(messages);
  const names = Array.from({ length: atOnce }, (_, index) =>
    graph.placeholder(`a${index}`, [size, size]),
  );
  const corners = names.map((name) =>
    graph.node('Max', [graph.node('MatMul', [name, name]), graph.integers([0, 1])]),
  );
  const folder = mkdtempSync(join(tmpdir(), 'melodrift-bench-'));
  writeFileSync(join(folder, 'saved_model.pb'), graph.bytes('bench'));
  const session = binding.loadSavedModel(folder, 'bench');
  rmSync(folder, { recursive: true });
  const matrices = names.map(() =>
    binding.createTensor([size, size], binding.TF_FLOAT, new Float32Array(size * size).fill(0.5)),
  );
  const [inputs, outputs] = [names, corners].map((each) => each.map((name) => `${name}:0`).join());
  let best = Infinity;
  for (let round = 0; round < 8; round += 1) {
    const start = performance.now();
    const found = binding.runSavedModel(session, matrices, inputs ?? '', outputs ?? '');
    best = Math.min(best, performance.now() - start);
    for (const { id } of found) binding.deleteTensor(id);
  }
  for (const matrix of matrices) binding.deleteTensor(matrix);
  binding.deleteSavedModel(session);
  return (atOnce * 2 * size ** 3) / best / 1e6;
}
