/** Carries the described network out as one graph in a session of native TensorFlow, which also keeps the weights. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Model } from '../model/vrae.ts';
import type { Binding, Native } from './binding.ts';
import type { Executor, Fed, Feeds, Kept } from './executor.ts';
import { at, of } from './executor.ts';
import { inShares, joined, ofBatch, segmentsIn, worthwhile } from './shares.ts';
import { stepNumbers, tag, writeStepGraph } from './step-graph.ts';

/**
 * Calls for which fed tensors are kept. The binding lends TensorFlow the memory of a JavaScript array and gives it back on
 * whichever thread drops the tensor last; dropped right after a call that might be a thread of TensorFlow's pool, which must
 * not touch JavaScript. A precaution: see DECISIONS.md, *Variables get copies*.
 */
const KEPT_CALLS = 8;

/** An executor in native TensorFlow, already loaded (binding.ts), which carries batches out in so many shares (shares.ts). */
export function tensorflowExecutor(
  { binding, messages }: Native,
  model: Model,
  shares: number,
): Executor {
  const graph = writeStepGraph(messages, model, shares);
  const names = [...model.weights.keys()];
  const session = loadGraph(binding, graph.bytes);
  const constants = numberCache(binding);
  let averageFollows = false; // the last step kept no average: it is the weights themselves

  const fedBefore: (readonly number[])[] = [];

  /** One native call: feeds in (in so many shares), the numbers of the fetched outputs out; fed tensors stay for some calls. */
  const call = (outputs: readonly string[], feeds: Feeds, count = shares): Float32Array[] => {
    const lent: number[] = [];
    const made: number[] = [];
    const inputs = Object.entries(inShares(feeds, count, graph.batched));
    try {
      const tensors = inputs.map(([name, fed]) => {
        if (fed.shape.length === 0) return constants.tensor(name, at(fed.values, 0));
        const tensor = binding.createTensor([...fed.shape], binding.TF_FLOAT, fed.values);
        lent.push(tensor);
        return tensor;
      });
      const fed = inputs.map(([name]) => `${name}:0`).join();
      const found = binding.runSavedModel(session, tensors, fed, outputs.map(output).join());
      made.push(...found.map(({ id }) => id));
      return found.map(({ id }) => binding.tensorDataSync(id));
    } finally {
      for (const tensor of made) binding.deleteTensor(tensor);
      fedBefore.push(lent);
      if (fedBefore.length > KEPT_CALLS) dropFed(fedBefore.splice(0, 1));
    }
  };
  const dropFed = (calls: readonly (readonly number[])[]): void => {
    for (const tensor of calls.flat()) binding.deleteTensor(tensor);
  };
  const read = (what: Kept): ReadonlyMap<string, Float32Array> => {
    const found = call(graph.reads[what === 'average' && averageFollows ? 'weights' : what], {});
    return new Map(names.map((name, index) => [name, at(found, index)]));
  };
  const write = (what: Kept, values: ReadonlyMap<string, Float32Array>): void => {
    const { inputs, done } = graph.writes[what];
    const feeds = inputs.map((input, index): readonly [string, Fed] => {
      const name = at(names, index);
      return [
        input,
        { values: of(values, name), shape: of(model.weights, name).shape.map(Number) },
      ];
    });
    call([done], Object.fromEntries(feeds));
    if (what === 'average') averageFollows = false;
  };

  return {
    backend: 'tensorflow',
    run: (fetches, feeds) => {
      const alone = fetches.every((fetch) => ofBatch(model[fetch].shape));
      const used = alone ? worthwhile(segmentsIn(feeds, graph.batched), shares) : shares;
      const outputs = fetches.map((fetch) => graph.values[fetch].slice(0, used));
      const found = call(outputs.flat(), feeds, used);
      return outputs.map(({ length }) => joined(found.splice(0, length)));
    },
    learn: (feeds, step) => {
      const follows = step.averaging === 0;
      const averages = step.averaging > 0 && step.averaging < 1;
      const decays = step.decay > 0;
      if (!follows && averageFollows) write('average', read('weights'));
      const numbers = stepNumbers
        .filter((name) => (averages || name !== 'averaging') && (decays || name !== 'decay'))
        .map((name): readonly [string, Fed] => [
          name,
          { shape: [], values: Float32Array.of(step[name]) },
        ]);
      const learned = graph.learned(decays, averages);
      const found = call([learned, ...graph.values.kl], {
        ...feeds,
        ...Object.fromEntries(numbers),
      });
      averageFollows = follows;
      return { reconstruction: at(at(found, 0), 0), kl: at(at(found, 1), 0) };
    },
    gradients: (feeds) => {
      const found = call(graph.gradients, feeds);
      return new Map(names.map((name, index) => [name, at(found, index)]));
    },
    read,
    write,
    dispose: () => {
      constants.dispose();
      binding.deleteSavedModel(session);
      dropFed(fedBefore.splice(0));
    },
  };
}

/** A node output in the form the binding reads. */
const output = (name: string): string => (name.includes(':') ? name : `${name}:0`);

/** Puts the graph through a folder, the only way into a session that the binding has. */
function loadGraph(binding: Binding, bytes: Uint8Array): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'melodrift-graph-'));
  try {
    writeFileSync(path.join(folder, 'saved_model.pb'), bytes);
    return binding.loadSavedModel(folder, tag);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Numbers that are fed at every step and seldom change are made into tensors only when they do. */
function numberCache(binding: Binding): {
  tensor(name: string, value: number): number;
  dispose(): void;
} {
  const kept = new Map<string, { readonly value: number; readonly tensor: number }>();
  return {
    tensor: (name, value) => {
      const known = kept.get(name);
      if (known?.value === value) return known.tensor;
      if (known) binding.deleteTensor(known.tensor);
      const tensor = binding.createTensor([], binding.TF_FLOAT, Float32Array.of(value));
      kept.set(name, { value, tensor });
      return tensor;
    },
    dispose: () => {
      for (const { tensor } of kept.values()) binding.deleteTensor(tensor);
      kept.clear();
    },
  };
}
