/** Which songs a list shows, and in which order. */
import type { Song } from '#main/project/project.ts';
import { factsOf } from '#renderer/session/song.ts';

/** Orders of the song list, the first as the songs came in. */
export const ORDERS = ['added', 'name', 'length', 'tempo'] as const;
export type Order = (typeof ORDERS)[number];

/**
 * The songs whose name holds all words that were typed, in an order; equal ones stay as they came in.
 * @param locale how names are compared
 */
export function arranged(
  songs: readonly Song[],
  typed: string,
  order: Order,
  locale: string,
): readonly Song[] {
  const words = typed.toLocaleLowerCase(locale).split(/\s+/u).filter(Boolean);
  const found = songs.filter(({ name }) =>
    words.every((word) => name.toLocaleLowerCase(locale).includes(word)),
  );
  const by: Readonly<Record<Order, (a: Song, b: Song) => number>> = {
    added: () => 0,
    name: (a, b) => a.name.localeCompare(b.name, locale, { numeric: true }),
    length: (a, b) => factsOf(a.piece).bars - factsOf(b.piece).bars,
    tempo: (a, b) => factsOf(a.piece).bpm - factsOf(b.piece).bpm,
  };
  return found.toSorted(by[order]);
}
