/** The answer engine's service: holds the model that is played, answers pad, map and blend, and takes new weights over between two answers. */
import type { answering } from '#main/protocol/answering.ts';
import type { Service } from '#main/protocol/contract.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { weights } from '#main/protocol/weights.ts';
import { encoded } from './answering/encode.ts';
import { Instrument } from './answering/instrument.ts';
import { between, medley } from './answering/journey.ts';
import { principalView } from './answering/lens.ts';
import { palette } from './answering/palette.ts';
import type { LearnedModel } from './learned-model.ts';
import { readModel } from './model-file.ts';
import type { BackendName, Network } from './network.ts';
import { createNetwork } from './networks.ts';
import type { OfferAnswering } from './offers.ts';
import { chosenBackend } from './training/maker.ts';

/**
 * A model as an instrument. `earlier` lends its network where the architecture is the same, which spares building one.
 * @throws Failure `engine_model_broken` where the weights do not fit the architecture
 */
export async function openInstrument(
  model: LearnedModel,
  backend: BackendName,
  earlier: Network | null = null,
): Promise<Instrument> {
  const same =
    earlier !== null &&
    Object.entries(model.architecture).every(([key, value]) =>
      Object.entries(earlier.architecture).some(([k, v]) => k === key && v === value),
    );
  let network: Network;
  try {
    if (same) await earlier.write(model.weights);
    network = same ? earlier : await createNetwork(model.architecture, backend, model.weights);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure('engine_model_broken', error.message);
    throw error;
  }
  return Instrument.open(model, network);
}

/** The model that is played, and how often it changed. */
class Stage {
  #instrument: Instrument | null = null;
  #generation = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #backend: Promise<BackendName> | null = null;

  get generation(): number {
    return this.#generation;
  }

  /** @throws Failure `engine_no_model` */
  get instrument(): Instrument {
    if (this.#instrument === null) throw new Failure('engine_no_model');
    return this.#instrument;
  }

  get empty(): boolean {
    return this.#instrument === null;
  }

  /** Takes a model over; one at a time, in the order in which they came. What is asked meanwhile is answered by the old one. */
  take(bytes: Uint8Array): Promise<Instrument> {
    const next = this.#turn.then(() => this.#open(bytes));
    this.#turn = next.catch(() => null);
    return next;
  }

  async #open(bytes: Uint8Array): Promise<Instrument> {
    this.#backend ??= chosenBackend(null);
    const backend = await this.#backend;
    const before = this.#instrument;
    const instrument = await openInstrument(readModel(bytes), backend, before?.network ?? null);
    this.#instrument = instrument;
    this.#generation += 1;
    if (before !== null && before.network !== instrument.network) before.network.dispose();
    return instrument;
  }

  summary() {
    const { model, network } = this.instrument;
    return {
      preset: model.preset,
      generation: this.#generation,
      steps: model.representation.steps,
      columns: model.columns.length,
      latent: model.architecture.latent,
      hidden: model.architecture.hidden,
      backend: network.backend,
      songs: model.songs.map(({ hash, name }) => ({ hash, name })),
    };
  }

  points() {
    const { model } = this.instrument;
    return model.segments.map(({ song, tick, bar, x, y, heldOut }) => ({
      song: model.songs[song]?.hash ?? '',
      tick,
      bar,
      x,
      y,
      heldOut,
    }));
  }
}

/** Makes the service (`answers`) and its back door for the learn engine (`takesOver`). */
export const answeringService: OfferAnswering = (emit) => {
  const stage = new Stage();
  const take = async (bytes: Uint8Array) => {
    await stage.take(bytes);
    const { generation } = stage;
    emit('changed', { generation });
    return { generation };
  };
  const one = async <T>(list: Promise<readonly T[]>): Promise<T> => {
    const [first] = await list;
    if (first === undefined) throw new Error('an idea has an answer');
    return first;
  };
  const answers: Service<typeof answering> = {
    load: async ({ model }) => {
      await take(model);
      return stage.summary();
    },
    summary: () => (stage.empty ? null : stage.summary()),
    map: () => ({ generation: stage.generation, points: stage.empty ? [] : stage.points() }),
    principal: () => ({
      generation: stage.generation,
      places: stage.empty ? [] : principalView(stage.instrument.model.segments),
    }),
    palette: async ({ columns, rows, shape }) => ({
      generation: stage.generation,
      steps: stage.instrument.model.representation.steps,
      tiles: await palette(stage.instrument, columns, rows, shape),
    }),
    at: ({ x, y, shape }) => one(stage.instrument.answers([stage.instrument.at(x, y)], shape)),
    reconstruct: ({ song, tick, shape }) =>
      one(stage.instrument.answers([stage.instrument.reconstruction(song, tick)], shape)),
    blend: ({ weights: places, shape }) =>
      one(stage.instrument.answers([stage.instrument.blend(places)], shape)),
    between: async ({ from, to, steps, line, shape }) => ({
      answers: await between(stage.instrument, from, to, steps, line, shape),
    }),
    medley: async (wish) => {
      const { phrase, shares, knowledge } = await medley(stage.instrument, wish);
      return { phrase, shares, knowledge };
    },
    encode: async ({ song }) => {
      const placed = await encoded(stage.instrument, song);
      const segments = placed.map(({ tick, mean, deviation, x, y }) => ({
        tick,
        mean: [...mean],
        deviation: [...deviation],
        x,
        y,
      }));
      return { segments };
    },
  };
  const takesOver: Service<typeof weights> = { publish: ({ model }) => take(model) };
  return { answers, takesOver };
};
