/**
 * What was checked and packed of a thing, remembered by the very object for as long as it lives: who writes need not do
 * it again, and who reads fills it in, so that the first writing after opening costs no more than the next.
 */
import type { Entry } from '../history.ts';
import type { Content, Sketch } from '../project.ts';
import type { EntryRecord } from './schema.ts';
import type { Packed } from './zip.ts';

/** Sketches as the schema answers them, by the sketch. */
export const checkedSketches = new WeakMap<Sketch, Sketch>();
/** Entries of sketches. */
export const packedSketches = new WeakMap<Sketch, Packed>();
/** Entries of songs and of models, by their bytes. */
export const packedBytes = new WeakMap<Uint8Array, Packed>();
/** Entries of snapshots: `packed` holds while the content is spoken of by these `fields` (its record without sketches, as JSON). */
export const packedContents = new WeakMap<
  Content,
  { readonly fields: string; readonly packed: Packed }
>();
/** Lines of the history behind the word that says whether they are done; only of entries that speak of no bytes. */
export const lines = new WeakMap<Entry, string>();

/** What `lines` keeps of a line. */
export function tailOf({ label, patch }: EntryRecord): string {
  return JSON.stringify({ label, patch }).slice(1);
}

/** What is remembered of a thing, or what is made of it now and remembered. */
export function once<K extends object, V>(
  known: WeakMap<K, V>,
  make: (thing: K) => V,
): (thing: K) => V {
  return (thing) => {
    const before = known.get(thing);
    if (before !== undefined) return before;
    const fresh = make(thing);
    known.set(thing, fresh);
    return fresh;
  };
}

/** A sketch that was read from an entry of the newest version; `packed` null: from elsewhere. It was checked in any case. */
export function readSketch(sketch: Sketch, packed: Packed | null): void {
  checkedSketches.set(sketch, sketch);
  if (packed !== null) packedSketches.set(sketch, packed);
}
