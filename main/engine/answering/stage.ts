/** The model that is played: new weights are made ready beside it and take over whole, so that no answer is of two models. */
import { createHash } from 'node:crypto';
import type { LensName } from '#main/latent/lens.ts';
import { Failure } from '#main/protocol/failure.ts';
import { breathe } from '../clock.ts';
import { readModelInTurns } from '../model-file.ts';
import type { BackendName, Network } from '../network.ts';
import { chosenBackend } from '../training/maker.ts';
import type { Instrument } from './instrument.ts';
import { openInstrument } from './open.ts';
import type { Turns } from './turns.ts';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes that are hashed between two turns of others, about a millisecond. */
const MEGABYTE = 2 ** 20;

/** The same, while somebody plays. */
async function hashInTurns(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += MEGABYTE) {
    hash.update(bytes.subarray(at, at + MEGABYTE));
    await breathe();
  }
  return hash.digest('hex');
}

/** A model that can be asked, and which one it is. */
export class Known {
  readonly instrument: Instrument;
  /** SHA-256 of its file. */
  readonly model: string;
  /** The run that published it, or null. */
  readonly run: string | null;
  readonly #answering = new Set<Promise<unknown>>();

  constructor(instrument: Instrument, model: string, run: string | null) {
    this.instrument = instrument;
    this.model = model;
    this.run = run;
  }

  /** Asks it; its network is not taken from it before that is answered. */
  async use<T>(work: (known: Known) => T | Promise<T>): Promise<T> {
    const done = Promise.resolve(work(this));
    this.#answering.add(done);
    try {
      return await done;
    } finally {
      this.#answering.delete(done);
    }
  }

  /** Its network, once nothing is asked of it any more. */
  async left(): Promise<Network> {
    while (this.#answering.size > 0) await Promise.allSettled(this.#answering);
    return this.instrument.network;
  }
}

/** The model that is played, and how often it changed. */
export class Stage {
  #known: Known | null = null;
  /** The model that was played before: its network is lent to the next, which is made ready while this one plays. */
  #spare: Known | null = null;
  /** Another model, asked for what was made with it; the last one stays, since sketches of one model follow each other. */
  #apart: Known | null = null;
  /** The lens that is looked through; undefined: none. */
  looking: LensName | undefined;
  #generation = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #backend: Promise<BackendName> | null = null;
  readonly #turns: Turns;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  get generation(): number {
    return this.#generation;
  }

  /** @throws Failure `engine_no_model` */
  get known(): Known {
    if (this.#known === null) throw new Failure('engine_no_model');
    return this.#known;
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
    const lent = (await this.#spare?.left()) ?? null;
    const known = await this.#made(bytes, run, lent);
    if (lent !== null && lent !== known.instrument.network) lent.dispose();
    // Who looks through a lens while something is learned plays on through it: it is placed before new weights take over.
    if (run !== null && this.looking !== undefined) await known.instrument.planeOf(this.looking);
    this.#spare = this.#known;
    this.#known = known;
    this.#generation += 1;
  }

  /** Asks the model of a file: the one that is played where it is that, else one beside it. In turn, so that none is taken away while it answers. */
  asking<T>(bytes: Uint8Array, work: (known: Known) => Promise<T>): Promise<T> {
    const next = this.#turn.then(async () => (await this.#beside(bytes)).use(work));
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

  async #made(bytes: Uint8Array, run: string | null, lent: Network | null): Promise<Known> {
    this.#backend ??= chosenBackend(null);
    // Who plays meanwhile has her turn after each thing that takes about a millisecond.
    const model = await readModelInTurns(bytes, breathe);
    await breathe();
    const hash = await hashInTurns(bytes);
    const instrument = await openInstrument(model, await this.#backend, lent, this.#turns);
    return new Known(instrument, hash, run);
  }
}
