/** How the library is looked at: which list, what is looked for, in which order, and which name is being written. */

/** The two lists of the library. */
export type Tab = 'songs' | 'sketches';

/** Orders of the song list, the first as the songs came in. */
export const SONG_ORDERS = ['added', 'name', 'length', 'tempo', 'key', 'notes'] as const;
export type SongOrder = (typeof SONG_ORDERS)[number];

/** Orders of the sketch list, the first with the latest before the others. */
export const SKETCH_ORDERS = ['kept', 'starred', 'name', 'colour', 'origin', 'length'] as const;
export type SketchOrder = (typeof SKETCH_ORDERS)[number];

/** The library as it lies before a person. */
export class Shelf {
  tab = $state<Tab>('songs');
  /** What is looked for; null: nothing is. */
  typed = $state<string | null>(null);
  songOrder = $state<SongOrder>('added');
  sketchOrder = $state<SketchOrder>('kept');
  /** Hash of the song or id of the sketch whose name is being written, or null. */
  renaming = $state<string | null>(null);

  /** Shows one of the lists. */
  show(tab: Tab): void {
    this.tab = tab;
    this.renaming = null;
  }

  /** Begins to look for something, or ends it. */
  search(on: boolean): void {
    this.typed = on ? '' : null;
  }
}
