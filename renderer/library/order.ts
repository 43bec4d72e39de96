/** Which songs and sketches a list shows, and in which order. */
import type { Sketch, Song } from '#main/project/project.ts';
import type { SketchOrder, SongOrder } from '#renderer/session/shelf.svelte.ts';
import { factsOf, keyOf } from '#renderer/session/song.ts';
import { originWords } from './origin.ts';

/** What a person asks of a list. */
export interface Asked<Order> {
  /** What is looked for; empty: everything is shown. */
  readonly typed: string;
  readonly order: Order;
  /** How names are compared. */
  readonly locale: string;
}

type Compare<T> = (a: T, b: T) => number;

/** Whether a text holds all words that were typed. */
function finder(typed: string, locale: string): (text: string) => boolean {
  const words = typed.toLocaleLowerCase(locale).split(/\s+/u).filter(Boolean);
  return (text) => words.every((word) => text.toLocaleLowerCase(locale).includes(word));
}

/** Around the circle of keys from C, major before minor; songs without a key come last. */
function keyRank(song: Song): number {
  const key = keyOf(song);
  return key === null ? 24 : key.tonic * 2 + (key.minor ? 1 : 0);
}

/** The songs whose name holds all words that were typed, in an order; equal ones stay as they came in. */
export function arranged(
  songs: readonly Song[],
  { typed, order, locale }: Asked<SongOrder>,
): readonly Song[] {
  const finds = finder(typed, locale);
  const by: Readonly<Record<SongOrder, Compare<Song>>> = {
    added: () => 0,
    name: (a, b) => a.name.localeCompare(b.name, locale, { numeric: true }),
    length: (a, b) => factsOf(a.piece).seconds - factsOf(b.piece).seconds,
    tempo: (a, b) => factsOf(a.piece).bpm - factsOf(b.piece).bpm,
    key: (a, b) => keyRank(a) - keyRank(b),
    notes: (a, b) => factsOf(a.piece).notes - factsOf(b.piece).notes,
  };
  return songs.filter(({ name }) => finds(name)).toSorted(by[order]);
}

/** The sketches whose name or origin holds all words that were typed, in an order; equal ones stay with the latest first. */
export function arrangedSketches(
  sketches: readonly Sketch[],
  { typed, order, locale }: Asked<SketchOrder>,
): readonly Sketch[] {
  const finds = finder(typed, locale);
  const origin = ({ provenance }: Sketch): string => originWords(provenance.from);
  const seconds = ({ length, bpm }: Sketch): number => length / bpm;
  const by: Readonly<Record<SketchOrder, Compare<Sketch>>> = {
    kept: () => 0,
    starred: (a, b) => Number(b.starred) - Number(a.starred),
    name: (a, b) => a.name.localeCompare(b.name, locale, { numeric: true }),
    colour: (a, b) => (a.colour ?? Infinity) - (b.colour ?? Infinity) || 0,
    origin: (a, b) => origin(a).localeCompare(origin(b), locale),
    length: (a, b) => seconds(a) - seconds(b),
  };
  return sketches.filter((sketch) => finds(`${sketch.name} ${origin(sketch)}`)).toSorted(by[order]);
}
