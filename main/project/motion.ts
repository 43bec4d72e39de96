/** The pad as a project keeps it: places to come back to, ways over the map, and where the hand was. */
import type { LensName } from '#main/latent/lens.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { ShapeSetting } from './provenance.ts';

/** Names of the memories, in their order on the strip. */
export const MEMORIES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/** The name of a memory. */
export type PadMemoryName = (typeof MEMORIES)[number];

/** A place of the map, and what lay there when it was kept. */
export interface PadMemory {
  readonly name: PadMemoryName;
  readonly x: number;
  readonly y: number;
  /** The lens that shows it there; absent: the plane itself. */
  readonly lens?: LensName;
  /** Null where nothing had been heard there. */
  readonly phrase: Phrase | null;
}

/** A way over the map: where the hand is at each beat, straight in between. */
export interface PadPath {
  readonly name: string;
  /** By beat, ascending; the first at 0. */
  readonly points: readonly { readonly beat: number; readonly x: number; readonly y: number }[];
  /** The lens that it lies under; absent: the plane itself. */
  readonly lens?: LensName;
  /** Its length in quarters. */
  readonly beats: number;
}

/** Where the hand was, and how probabilities became notes. */
export interface PadState {
  readonly place: {
    readonly x: number;
    readonly y: number;
    readonly lens?: LensName;
  } | null;
  readonly shape: ShapeSetting;
}
