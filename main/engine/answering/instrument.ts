/** A learned model that can be played: places, songs and latents become phrases. The command line, the pad and the map all ask here. */
import { deviationsOf, mostTypical, weightedMean } from '#main/latent/latent.ts';
import type { LensName } from '#main/latent/lens.ts';
import { songShares, type Plane } from '#main/latent/plane.ts';
import type { Part } from '#main/music/part.ts';
import type { Phrase } from '#main/music/phrase.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { ByKind, Shape } from '#main/segments/sample.ts';
import type { LearnedModel, LearnedSong, MappedSegment } from '../learned-model.ts';
import type { Network } from '../network.ts';
import { writePositions, type Folding } from '../training/batches.ts';
import { expectedOf, filledUp, type Parents } from './parents.ts';
import { cellsOf, phraseOf } from './phrase.ts';
import { Lenses, type Heard } from './lens.ts';
import { planeOf } from './pad-plane.ts';
import { reconstructions, type Reconstructions } from './reconstructions.ts';
import { Turns } from './turns.ts';

/** Something to decode: a latent and the songs it comes from. */
export interface Idea {
  readonly latent: readonly number[];
  /** Weight of each song by its index; the heaviest lends its instruments, bar and tempo. */
  readonly songs: readonly { readonly song: number; readonly share: number }[];
  /** How many cells the parents have; null: unknown, or the segment itself. */
  readonly expected: ByKind | null;
  /** The segments it lies between, whose own cells fill it up where the decoder is unsure; none: it stands for itself. */
  readonly parents: Parents;
  readonly knowledge: number;
}

/** An answer as the contract of the answer engine has it. */
export interface Answer {
  readonly phrase: Phrase;
  readonly shares: readonly { readonly song: string; readonly share: number }[];
  readonly knowledge: number;
}

/** A place that a blend names: a song, or the segment at one of its bars. */
export interface Place {
  readonly song: string;
  readonly bar?: number | undefined;
}

/** Latents that are decoded at once. */
const TOGETHER = 512;

/** A model with its network and plane. */
export class Instrument {
  readonly model: LearnedModel;
  readonly network: Network;
  readonly folding: Folding;
  #reconstructions: Reconstructions = { cells: [], counts: [], standingOut: [] };
  #plane: Plane | null = null;
  #lenses: Lenses | null = null;

  private constructor(model: LearnedModel, network: Network) {
    this.model = model;
    this.network = network;
    const { steps, inputs, position } = model.architecture;
    this.folding = { fold: model.fold, steps, inputs, position };
  }

  /**
   * Makes a model playable; its weights must be in the network. Whoever plays another model meanwhile has her turn after every
   * few segments: new weights come while she drags.
   */
  static async open(
    model: LearnedModel,
    network: Network,
    turns: Turns = new Turns(),
  ): Promise<Instrument> {
    const instrument = new Instrument(model, network);
    const decode = (segments: LearnedModel['segments']) =>
      instrument.decode(segments.map((segment) => instrument.#own(segment)));
    instrument.#reconstructions = await reconstructions(model, decode, turns);
    await turns.next();
    const { counts } = instrument.#reconstructions;
    instrument.#plane = planeOf(model, counts);
    instrument.#lenses = new Lenses(model.segments, counts);
    return instrument;
  }

  /** The pad; null where no segment is mapped. */
  get plane(): Plane | null {
    return this.#plane;
  }

  #own(segment: MappedSegment): Idea {
    const songs = [{ song: segment.song, share: 1 }];
    return { latent: Array.from(segment.mean), songs, expected: null, parents: [], knowledge: 1 };
  }

  #heaviest(idea: Idea): LearnedSong | null {
    return this.model.songs[idea.songs[0]?.song ?? -1] ?? this.model.songs[0] ?? null;
  }

  /** Probabilities (step, column) of each idea, decoded from beat 1 of the heaviest song's bar. */
  async decode(ideas: readonly Idea[]): Promise<readonly Float32Array[]> {
    const { steps, inputs, position } = this.folding;
    const { latent } = this.model.architecture;
    const decoded: Float32Array[] = [];
    for (let first = 0; first < ideas.length; first += TOGETHER) {
      const some = ideas.slice(first, first + TOGETHER);
      const latents = Float32Array.from(some.flatMap((idea) => idea.latent));
      if (latents.length !== some.length * latent)
        throw new Failure('engine_latent_size', String(latent));
      const places = new Float32Array(some.length * steps * position);
      some.forEach((idea, index) => {
        const bar = this.#heaviest(idea)?.barSteps ?? 0;
        writePositions(this.folding, 0, bar, places, index * steps * position);
      });
      const all = await this.network.decode(latents, some.length, places);
      some.forEach((_, index) =>
        decoded.push(all.slice(index * steps * inputs, (index + 1) * steps * inputs)),
      );
    }
    return decoded;
  }

  /** Probabilities of each idea, with what its parents say where it has some. */
  async probabilities(ideas: readonly Idea[]): Promise<readonly Float32Array[]> {
    const decoded = await this.decode(ideas);
    return decoded.map((own, index) =>
      filledUp(own, ideas[index]?.parents ?? [], this.#reconstructions.cells),
    );
  }

  /** Cells of each idea. */
  async cells(ideas: readonly Idea[], shape: Shape): Promise<readonly Uint8Array[]> {
    const probabilities = await this.probabilities(ideas);
    return probabilities.map((own, index) =>
      cellsOf(this.model, own, ideas[index]?.expected ?? null, shape),
    );
  }

  /** Phrases of each idea; `moved`: see `notesIn`. */
  async answers(ideas: readonly Idea[], shape: Shape, moved?: number): Promise<readonly Answer[]> {
    const cells = await this.cells(ideas, shape);
    return ideas.map((idea, index) => ({
      phrase: phraseOf(this.model, cells[index] ?? new Uint8Array(), this.#heaviest(idea), moved),
      shares: this.shares(idea),
      knowledge: idea.knowledge,
    }));
  }

  /** Songs of an idea by hash. */
  shares(idea: Idea): Answer['shares'] {
    return idea.songs.map(({ song, share }) => ({
      song: this.model.songs[song]?.hash ?? '',
      share,
    }));
  }

  /**
   * The plane that is played, or the one that a lens shows; placing it anew takes its time.
   * @throws Failure `engine_map_empty` where the model has no segment, `engine_placing_stopped`
   */
  async planeOf(lens: LensName | undefined, heard?: Heard, signal?: AbortSignal): Promise<Plane> {
    if (this.#plane === null || this.#lenses === null) throw new Failure('engine_map_empty');
    return lens === undefined ? this.#plane : this.#lenses.plane(lens, heard, signal);
  }

  /** What lies at a place of a plane. */
  on(plane: Plane, x: number, y: number): Idea {
    const spot = plane.at(x, y);
    return { ...this.mix(spot.weights), latent: spot.latent, knowledge: spot.knowledge };
  }

  /**
   * What lies at a place of the pad.
   * @throws Failure `engine_map_empty` where the model has no segment
   */
  at(x: number, y: number): Idea {
    if (this.#plane === null) throw new Failure('engine_map_empty');
    return this.on(this.#plane, x, y);
  }

  /** The cells of all segments' own reconstructions. */
  get reconstructions(): readonly Uint8Array[] {
    return this.#reconstructions.cells;
  }

  /** The part that stands out in each segment; null where it is silent. */
  get standingOut(): readonly (Part | null)[] {
    return this.#reconstructions.standingOut;
  }

  /** The cells of a segment's own reconstruction, by its index in the model. */
  reconstructed(segment: number): Uint8Array {
    return this.#reconstructions.cells[segment] ?? new Uint8Array();
  }

  /** Cells that segments have by themselves, in the weighted mean. */
  expected(parents: Parents): ByKind {
    return expectedOf(parents, this.#reconstructions.counts);
  }

  /** The weighted mean of segments. */
  mix(weights: Parents): Idea {
    const { segments } = this.model;
    const alone = weights.length === 1;
    const parents = weights.map(({ index }) => segments[index]?.mean ?? new Float32Array());
    return {
      latent: weightedMean(
        parents,
        weights.map(({ weight }) => weight),
      ),
      songs: songShares(
        weights,
        segments.map(({ song }) => song),
      ),
      // A segment by itself is decoded with the model's own thresholds, exactly as its reconstruction.
      expected: alone ? null : this.expected(weights),
      parents: alone ? [] : weights,
      knowledge: 1,
    };
  }

  /** One segment's own idea: its reconstruction. */
  reconstruction(hash: string, tick: number): Idea {
    const song = this.songIndex(hash);
    const found = this.model.segments.find((s) => s.song === song && s.tick === tick);
    if (found === undefined) throw new Failure('engine_segment_unknown', String(tick));
    return this.#own(found);
  }

  /** @throws Failure `engine_song_unknown` */
  songIndex(hash: string): number {
    const index = this.model.songs.findIndex((song) => song.hash === hash);
    if (index < 0) throw new Failure('engine_song_unknown', hash);
    return index;
  }

  /** The segments that a place names: one bar's, or all of a song. */
  segmentsAt(place: Place): readonly number[] {
    const song = this.songIndex(place.song);
    const own = this.model.segments.flatMap((segment, index) =>
      segment.song === song && (place.bar === undefined || segment.bar === place.bar)
        ? [index]
        : [],
    );
    if (own.length > 0) return own;
    throw new Failure('engine_bar_unknown', `${this.model.songs[song]?.name}: ${place.bar ?? 1}`);
  }

  /** The bar that is most like all of a song, by the song's index; null where none of it is on the map. */
  typicalBar(song: number): number | null {
    const own = this.model.segments.filter((segment) => segment.song === song);
    return own[mostTypical(own.map(({ mean }) => mean))]?.bar ?? null;
  }

  /** The mean idea of weighted places. */
  blend(places: readonly (Place & { readonly weight: number })[]): Idea {
    return this.mix(this.weightsOf(places));
  }

  /**
   * The segments of weighted places, with weights that add to 1.
   * @throws Failure `engine_weights_zero`, `engine_song_unknown`, `engine_bar_unknown`
   */
  weightsOf(places: readonly (Place & { readonly weight: number })[]): Parents {
    const total = places.reduce((sum, { weight }) => sum + weight, 0);
    if (!(total > 0)) throw new Failure('engine_weights_zero');
    const weights = places.flatMap((place) => {
      const own = this.segmentsAt(place);
      return own.map((index) => ({ index, weight: place.weight / total / own.length }));
    });
    return weights.filter(({ weight }) => weight > 0);
  }

  /** Standard deviation of the means along each latent dimension. */
  deviations(): readonly number[] {
    return deviationsOf(this.model.segments.map(({ mean }) => mean));
  }
}
