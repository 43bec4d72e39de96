/** The words of the pad: what it is given to draw, and what it tells back. */
import { LENSES, type LensName } from '#main/latent/lens.ts';
import type { Part } from '#main/music/part.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { Ticks } from '#main/music/note.ts';

/** A place on the map; x grows to the right, y upwards, both -1 to 1. */
export interface Place {
  readonly x: number;
  readonly y: number;
  /** It was chosen in another view: this is but the point nearest to it. */
  readonly near?: true;
}

/** A song as the map shows it. */
export interface PadSong {
  readonly hash: string;
  readonly name: string;
  /** 1 to 12: colour and glyph. */
  readonly colour: number;
}

/** A segment on the map, as the answer engine's `map` gives it. */
export interface PadPoint extends Place {
  readonly song: string;
  readonly tick: Ticks;
  /** Bars from 1. */
  readonly bar: number;
  /** Whether the segment was kept from learning. */
  readonly heldOut: boolean;
  /** The part that stands out; null where the segment is silent. */
  readonly part: Part | null;
}

/** Share of a song, 0 to 1. */
export interface SongShare {
  readonly song: string;
  readonly share: number;
}

/** One tile of the palette, as the answer engine's `palette` gives it: notes are 4 bytes each (pitch, start step, end step, part). */
export interface PadTile extends Place {
  readonly knowledge: number;
  readonly shares: readonly SongShare[];
  readonly notes: Uint8Array;
}

/** All tiles and how many steps one lasts. */
export interface Palette {
  readonly steps: number;
  readonly tiles: readonly PadTile[];
}

/** The phrase that sounds, where it came from, and how far it is. */
export interface SoundingPhrase {
  readonly place: Place | null;
  readonly phrase: Phrase;
  /** Position as musicians count, for example `17.3`. */
  readonly label: string;
  /** Ticks from the phrase's start now, or null while nothing plays; asked at every frame. */
  readonly position: () => Ticks | null;
}

/** The phrase that comes next, where it came from, and when. */
export interface QueuedPhrase {
  readonly place: Place | null;
  readonly phrase: Phrase | null;
  /** The bar at which it takes over, from 1. */
  readonly bar: number;
  /** Whether the music comes round there, so that this bar is heard again. */
  readonly round?: boolean;
  /** Beats until then; asked at every frame. */
  readonly beatsLeft: () => number;
  /** Beats of a full ring. */
  readonly beats: number;
}

/** A kept place, A to H. */
export interface PadMemory {
  readonly name: string;
  readonly place: Place;
  /** Whether the sounding phrase came from here. */
  readonly chosen: boolean;
}

/** When a new phrase takes over. */
export type Boundary = 'now' | 'step' | 'beat' | 'bar' | 'phrase';

/** All boundaries, soonest first. */
export const BOUNDARIES: readonly Boundary[] = ['now', 'step', 'beat', 'bar', 'phrase'];

/** How the map is looked at: as the plane itself, or its points as a lens places them. */
export type PadView = 'plane' | LensName;

/** All views, the plane first. */
export const VIEWS: readonly PadView[] = ['plane', ...LENSES];

/** What the colours of the points tell: whose they are, which part stands out, or how far into the song they lie. */
export type Colouring = 'song' | 'part' | 'time';

/** All colourings. */
export const COLOURINGS: readonly Colouring[] = ['song', 'part', 'time'];

/** A cell of the strip of memories. */
export interface PadSlot {
  readonly name: string;
  readonly full: boolean;
  /** What lay there; null where that is not known. */
  readonly phrase: Phrase | null;
  readonly chosen: boolean;
}
