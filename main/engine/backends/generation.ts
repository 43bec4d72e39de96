/** Decodes any number of steps with a network described for T: in runs of T, each going on from the state the last one ended in. */
import { feeds as names } from '../model/vrae.ts';
import { stateSize } from '../model/weights.ts';
import type { Architecture } from '../network.ts';
import type { Executor, Fed } from './executor.ts';
import { at } from './executor.ts';

/** Probabilities (count, steps, inputs) of latents (count, latent), from positions (count, steps, position). */
export function decodeSteps(
  executor: Executor,
  architecture: Architecture,
  latents: Fed,
  positions: Float32Array,
  steps: number,
): Float32Array {
  const { steps: T, inputs: D, position: P } = architecture;
  const count = at(latents.shape, 0);
  const S = stateSize(architecture);
  const readsItself = architecture.decoderInput !== 'none';
  const answer = new Float32Array(count * steps * D);
  let state = at(executor.run(['start'], { [names.latents]: latents }), 0);
  let output: Float32Array = new Float32Array(count * D); // y_0 = 0
  for (let first = 0; first < steps; first += T) {
    const length = Math.min(T, steps - first);
    const goesOn = first + T < steps;
    const found = executor.run(
      goesOn ? ['probabilities', 'lastState', 'lastOutput'] : ['probabilities'],
      {
        [names.latents]: latents,
        [names.state]: { shape: [count, S], values: state },
        ...(readsItself && { [names.output]: { shape: [count, D], values: output } }),
        ...(P && {
          [names.position]: {
            shape: [count, T, P],
            values: windowOf(positions, count, steps, P, first, T),
          },
        }),
      },
    );
    const probabilities = at(found, 0); // (count, T, D)
    for (let each = 0; each < count; each += 1)
      answer.set(
        probabilities.subarray(each * T * D, (each * T + length) * D),
        (each * steps + first) * D,
      );
    if (!goesOn) break;
    state = at(found, 1);
    output = at(found, 2);
  }
  return answer;
}

/** Steps `first` to `first + length` of (count, steps, size); zeros past the end, where the answer is cut off. */
function windowOf(
  values: Float32Array,
  count: number,
  steps: number,
  size: number,
  first: number,
  length: number,
): Float32Array {
  if (first === 0 && length === steps) return values;
  const window = new Float32Array(count * length * size);
  for (let each = 0; each < count; each += 1) {
    const from = each * steps * size;
    window.set(
      values.subarray(from + first * size, from + Math.min(steps, first + length) * size),
      each * length * size,
    );
  }
  return window;
}
