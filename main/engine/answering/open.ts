/** Puts a learned model into a network and makes an instrument of both. */
import { Failure } from '#main/protocol/failure.ts';
import type { LearnedModel } from '../learned-model.ts';
import type { BackendName, Network } from '../network.ts';
import { createNetwork } from '../networks.ts';
import { Instrument } from './instrument.ts';
import type { Turns } from './turns.ts';

/**
 * A model as an instrument. `earlier` lends its network where the architecture is the same, which spares building one.
 * `turns` shares the engine with whoever plays meanwhile.
 * @throws Failure `engine_model_broken` where the weights do not fit the architecture
 */
export async function openInstrument(
  model: LearnedModel,
  backend: BackendName,
  earlier: Network | null = null,
  turns?: Turns,
): Promise<Instrument> {
  const same =
    earlier !== null &&
    Object.entries(model.architecture).every(([key, value]) =>
      Object.entries(earlier.architecture).some(([k, v]) => k === key && v === value),
    );
  let network: Network;
  try {
    // It never learns: the average of its weights is not asked for.
    if (same) await earlier.write(model.weights, 'current');
    network = same ? earlier : await createNetwork(model.architecture, backend, model.weights);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure('engine_model_broken', error.message);
    throw error;
  }
  return Instrument.open(model, network, turns);
}
