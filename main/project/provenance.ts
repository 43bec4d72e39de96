/** Where a sketch came from: all that it takes to make it again exactly. */
import type { LensName } from '#main/latent/lens.ts';
import type { Program, Ticks } from '#main/music/note.ts';
import type { Part } from '#main/music/part.ts';
import type { PhraseNote } from '#main/music/phrase.ts';

/** The key that notes were brought into: only its own degrees (`in`), or moved there as a whole. */
export interface KeySetting {
  /** Pitch class, 0 (C) to 11. */
  readonly tonic: number;
  readonly mode: 'major' | 'minor';
  readonly way: 'in' | 'transposed';
}

/** Notes that were held to, and the length of the phrase they were of. */
export interface KeptNotes {
  readonly notes: readonly PhraseNote[];
  readonly length: Ticks;
}

/** How probabilities became notes. What is absent was not asked for. */
export interface ShapeSetting {
  readonly temperature: number;
  readonly density: number;
  readonly seed: number;
  readonly key?: KeySetting;
  /** 0 straight, 2/3 triplets, to 1. */
  readonly swing?: number;
  /** How far velocities stray from their part's mean: 0 all alike, 1 as the model has them, to 2. */
  readonly dynamics?: number;
  /** Notes whose onsets and lengths were kept. */
  readonly rhythm?: KeptNotes;
  /** Notes whose pitches were kept. */
  readonly pitches?: KeptNotes;
  /** Parts that stayed as they were, with their instrument where one was known. */
  readonly frozen?: readonly (KeptNotes & { readonly part: Part; readonly program?: Program })[];
}

/** Straight between two latents, or along the great circle. */
export type Line = 'linear' | 'spherical';

/** A whole song, or one bar of it (from 1). */
export interface Section {
  readonly song: string;
  readonly bar?: number;
}

/** What a model made, by the model's id. */
interface Decoded {
  readonly model: string;
  /** SHA-256 of the model file, where the model may have learned on since under the same id. */
  readonly modelHash?: string;
  readonly shape: ShapeSetting;
}

/** Where a sketch came from, so that it can be made again exactly. */
export type Provenance =
  | { readonly from: 'hand' }
  | { readonly from: 'song'; readonly song: string; readonly tick: Ticks }
  /** The model's own reconstruction of a segment. */
  | ({ readonly from: 'segment'; readonly song: string; readonly tick: Ticks } & Decoded)
  | ({
      readonly from: 'pad';
      readonly x: number;
      readonly y: number;
      /** The lens over the map that it was played through; absent: the plane itself. */
      readonly lens?: LensName;
    } & Decoded)
  | ({
      readonly from: 'blend';
      readonly weights: readonly (Section & { readonly weight: number })[];
      readonly line?: Line;
    } & Decoded)
  /** Step `index` of `steps` between two sections. */
  | ({
      readonly from: 'between';
      readonly start: Section;
      readonly end: Section;
      readonly steps: number;
      readonly index: number;
      readonly line: Line;
    } & Decoded)
  | ({
      readonly from: 'medley';
      readonly songs: readonly string[];
      readonly steps: number;
      readonly variety?: number;
      /** Steps of an endless medley that came before; absent: it is one by itself. */
      readonly begin?: number;
    } & Decoded)
  /** A performance on the pad, as it was recorded. */
  | ({
      readonly from: 'take';
      readonly seconds: number;
      readonly moves: readonly { readonly beat: number; readonly x: number; readonly y: number }[];
    } & Decoded);
