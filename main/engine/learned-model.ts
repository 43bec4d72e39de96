/** A learned model as one value: the weights and everything needed to hear them. It is what the model file holds. */
import type { Part } from '#main/music/part.ts';
import type { Program, Ticks, Velocity } from '#main/music/note.ts';
import type { Column, Representation } from '#main/segments/representation.ts';
import type { ByKind } from '#main/segments/sample.ts';
import type { Architecture, Losses, Weights } from './network.ts';

/** How a part sounds: what was played most, and how loud on average. */
export interface PartSound {
  readonly program: Program | null;
  readonly velocity: Velocity;
}

/** A song that was learned, with the sound of its parts. */
export interface LearnedSong {
  readonly hash: string;
  readonly name: string;
  /** Quarters a minute at its beginning. */
  readonly bpm: number;
  /** Steps of its first bar; 0 in frames. */
  readonly barSteps: number;
  /** Semitones by which it was moved to be learned in the common key. */
  readonly moved: number;
  readonly parts: Readonly<Partial<Record<Part, PartSound>>>;
}

/** A segment on the map. */
export interface MappedSegment {
  /** Index in the list of songs. */
  readonly song: number;
  readonly tick: Ticks;
  /** Bars from 1. */
  readonly bar: number;
  /** Whether it was kept from learning. */
  readonly heldOut: boolean;
  /** Mean of q(z|x): Z numbers. */
  readonly mean: Float32Array;
  readonly x: number;
  readonly y: number;
}

/** One line of the training log, nats per step. */
export interface LogEntry {
  readonly step: number;
  readonly seconds: number;
  readonly reconstruction: number;
  readonly kl: number;
}

/** How well weights know their songs: note F1 on windows that were learned and held out; null where there was none. */
export interface Scores {
  readonly noteF1: number | null;
  readonly heldOutF1: number | null;
}

/** Where a run was when it was kept before its end. */
export interface Unfinished {
  /** Steps of the model when the run began. */
  readonly begun: number;
  /** Seconds of the run so far, without pauses. */
  readonly seconds: number;
  /** Steps and seconds after which the run ends; 0: no such limit. */
  readonly limit: { readonly steps: number; readonly seconds: number };
  /** What the model's own weights scored, the best of the run; null where nothing was measured yet. */
  readonly best: Scores | null;
  /** Losses of the last batches, whose mean is told between two measurements. */
  readonly batches: readonly Losses[];
}

/** What is needed to learn on exactly as if nothing had happened. */
export interface Resumption {
  /** The latest weights (the model's own are averaged). */
  readonly latest: Weights;
  readonly optimiser: Weights;
  /** Null where the run came to its end: what goes on from here is another run. */
  readonly unfinished: Unfinished | null;
}

/** A learned model. */
export interface LearnedModel {
  readonly architecture: Architecture;
  readonly representation: Representation;
  readonly columns: readonly Column[];
  /** Steps of the representation held by one recurrent step. */
  readonly fold: number;
  readonly weights: Weights;
  readonly preset: string;
  /** Every setting of the run, as `--set` writes it. */
  readonly setting: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly step: number;
  /** From these probabilities on a cell sounds. */
  readonly thresholds: ByKind;
  readonly songs: readonly LearnedSong[];
  /** Velocity of each position of the bar (grid steps) against the mean, 1: as loud. */
  readonly accents: readonly number[];
  readonly log: readonly LogEntry[];
  readonly segments: readonly MappedSegment[];
  readonly resumption: Resumption | null;
}
