/** `bench overhead`: what a native step costs beside its matrix products: calls, time outside the library, long segments, the lowest priority. */
import { join } from 'node:path';
import { loadNative, type Binding } from '#main/engine/backends/binding.ts';
import { availableBackends } from '#main/engine/networks.ts';
import { learner } from './overhead/learner.ts';
import { lineRival } from './peers/lines.ts';
import { inTurns, type Rival } from './rounds.ts';
import type { BenchOptions } from './step.ts';

/** Counts the native calls of networks that are made from now on, and the milliseconds within them. */
function counted(): { calls: number; within: number } {
  const native = loadNative();
  const { binding } = native;
  const count = { calls: 0, within: 0 };
  const runSavedModel: Binding['runSavedModel'] = (...given) => {
    const began = performance.now();
    try {
      return binding.runSavedModel(...given);
    } finally {
      count.calls += 1;
      count.within += performance.now() - began;
    }
  };
  Object.assign(native, {
    binding: Object.create(binding, { runSavedModel: { value: runSavedModel } }),
  });
  return count;
}

/** The same step in two processes, one in the lowest priority, as the learn engine has it from its first line on. */
async function processes(): Promise<readonly Rival[]> {
  const words = [process.execPath, join(import.meta.dirname, 'overhead', 'step-process.ts')];
  const [normal, lowest] = await Promise.all([
    lineRival('normal', words[0] ?? '', words.slice(1)),
    lineRival('lowest', 'nice', ['-n', '19', ...words]),
  ]);
  return normal && lowest ? [normal.rival, lowest.rival] : [];
}

/** Ratios and shares of the reference model's step. */
export async function overhead({ seconds }: BenchOptions): Promise<object> {
  const native = (await availableBackends()).some(
    ({ backend, problem }) => backend === 'tensorflow' && problem === null,
  );
  if (!native) return { pass: null, goal: 'native TensorFlow is not here' };
  const count = counted();
  const plain = await learner('plain', 1);
  await plain.once();
  Object.assign(count, { calls: 0, within: 0 });
  const [steps, began] = [20, performance.now()];
  for (let step = 0; step < steps; step += 1) await plain.once();
  const whole = performance.now() - began;
  const [calls, outside] = [count.calls / steps, 1 - count.within / whole];
  const long = await learner('long', 2);
  const times = await inTurns([plain, long, ...(await processes())], seconds);
  const median = (name: string): number => times.get(name)?.median ?? Number.NaN;
  const [twice, lowest] = [median('long') / median('plain'), median('lowest') / median('normal')];
  return {
    calls,
    outside,
    twiceAsLong: twice,
    lowestPriority: lowest,
    goal: '1 native call; <= .03 outside; T = 100 <= 2.2 x T = 50; lowest priority <= 1.05 x normal',
    pass: calls === 1 && outside <= 0.03 && twice <= 2.2 && lowest <= 1.05,
  };
}
