/** The native step of the reference model as a rival. */
import { batchOf, measured, networkOf, setting } from '../networks.ts';
import type { Rival } from '../rounds.ts';

/** `times` is how many times longer than the reference's its segments are. */
export async function learner(name: string, times: number): Promise<Rival> {
  const { architecture, batch } = measured.reference;
  const own = { ...architecture, steps: times * architecture.steps };
  const network = await networkOf(own, 'tensorflow', batch);
  const segments = batchOf(own, batch);
  const noise = new Float32Array(batch * own.latent).fill(0.3);
  return {
    name,
    once: async () => {
      await network.learn(segments, noise, setting);
    },
    end: () => network.dispose(),
  };
}
