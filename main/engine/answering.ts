/** The answer engine's service: holds the model that is played, answers pad, map and blend, and takes new weights over between two answers. */
import { createHash } from 'node:crypto';
import type { answering } from '#main/protocol/answering.ts';
import type { Service } from '#main/protocol/contract.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { weights } from '#main/protocol/weights.ts';
import { encoded } from './answering/encode.ts';
import { Instrument } from './answering/instrument.ts';
import { between } from './answering/journey.ts';
import { principalView } from './answering/lens.ts';
import { palette } from './answering/palette.ts';
import { answerTo, type Wish } from './answering/wish.ts';
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

/** A model that can be asked, and which one it is. */
interface Known {
  readonly instrument: Instrument;
  /** SHA-256 of its file. */
  readonly model: string;
  /** The run that published it, or null. */
  readonly run: string | null;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The model that is played, and how often it changed. */
class Stage {
  #known: Known | null = null;
  /** Another model, asked for what was made with it; the last one stays, since sketches of one model follow each other. */
  #apart: Known | null = null;
  #generation = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #backend: Promise<BackendName> | null = null;

  get generation(): number {
    return this.#generation;
  }

  /** @throws Failure `engine_no_model` */
  get known(): Known {
    if (this.#known === null) throw new Failure('engine_no_model');
    return this.#known;
  }

  get instrument(): Instrument {
    return this.known.instrument;
  }

  get empty(): boolean {
    return this.#known === null;
  }

  /** Takes a model over; one at a time, in the order in which they came. What is asked meanwhile is answered by the old one. */
  take(bytes: Uint8Array, run: string | null): Promise<void> {
    const next = this.#turn.then(() => this.#open(bytes, run));
    this.#turn = next.catch(() => null);
    return next;
  }

  async #open(bytes: Uint8Array, run: string | null): Promise<void> {
    const before = this.#known?.instrument ?? null;
    const known = await this.#made(bytes, run, before?.network ?? null);
    this.#known = known;
    this.#generation += 1;
    if (before !== null && before.network !== known.instrument.network) before.network.dispose();
  }

  /** Asks the model of a file: the one that is played where it is that, else one beside it. In turn, so that none is taken away while it answers. */
  asking<T>(bytes: Uint8Array, work: (known: Known) => Promise<T>): Promise<T> {
    const next = this.#turn.then(async () => work(await this.#beside(bytes)));
    this.#turn = next.catch(() => null);
    return next;
  }

  async #beside(bytes: Uint8Array): Promise<Known> {
    const hash = hashOf(bytes);
    if (this.#known?.model === hash) return this.#known;
    if (this.#apart?.model === hash) return this.#apart;
    this.#apart?.instrument.network.dispose();
    this.#apart = null;
    this.#apart = await this.#made(bytes, null, null);
    return this.#apart;
  }

  async #made(bytes: Uint8Array, run: string | null, earlier: Network | null): Promise<Known> {
    this.#backend ??= chosenBackend(null);
    const instrument = await openInstrument(readModel(bytes), await this.#backend, earlier);
    return { instrument, model: hashOf(bytes), run };
  }

  summary() {
    const { model, network } = this.instrument;
    const { model: hash, run } = this.known;
    return {
      preset: model.preset,
      generation: this.#generation,
      steps: model.representation.steps,
      columns: model.columns.length,
      latent: model.architecture.latent,
      hidden: model.architecture.hidden,
      backend: network.backend,
      songs: model.songs.map((song) => ({ hash: song.hash, name: song.name })),
      model: hash,
      run,
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
  const take = async (bytes: Uint8Array, run: string | null) => {
    await stage.take(bytes, run);
    const { generation } = stage;
    emit('changed', { generation });
    return { generation };
  };
  const told = async ({ instrument, model, run }: Known, asked: Wish) => ({
    ...(await answerTo(instrument, asked)),
    model,
    run,
  });
  const answers: Service<typeof answering> = {
    load: async ({ model }) => {
      await take(model, null);
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
    at: (asked) => told(stage.known, { of: 'place', ...asked }),
    reconstruct: (asked) => told(stage.known, { of: 'segment', ...asked }),
    blend: (asked) => told(stage.known, { of: 'blend', ...asked }),
    between: async ({ from, to, steps, line, shape }) => {
      const { instrument, model, run } = stage.known;
      const found = await between(instrument, from, to, steps, line, shape);
      return { answers: found.map((each) => ({ ...each, model, run })) };
    },
    medley: (asked) => told(stage.known, { of: 'medley', ...asked }),
    ask: ({ wish }) => told(stage.known, wish),
    again: ({ model, wish }) => stage.asking(model, (known) => told(known, wish)),
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
  const takesOver: Service<typeof weights> = { publish: ({ run, model }) => take(model, run) };
  return { answers, takesOver };
};
