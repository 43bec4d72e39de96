/** A map of the demo songs made without a model: windows of two bars, described by their pitches and rhythm, placed as the app places latents. */
import { atlas, songShares } from '#main/latent/plane.ts';
import { place } from '#main/latent/place.ts';
import { barsUntil, meterMap } from '#main/music/meter.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { DRUM_CHANNEL, TICKS_PER_QUARTER } from '#main/music/note.ts';
import { PARTS } from '#main/music/part.ts';
import { assignParts } from '#main/music/parts.ts';
import type { Phrase, PhraseNote } from '#main/music/phrase.ts';
import type { Piece } from '#main/music/piece.ts';
import { isProblem } from '#main/music/problem.ts';
import type { PadPoint, PadSong, PadTile, Palette, SongShare } from '../pad/view.ts';

/** A window of a song that the playground can play and draw. */
export interface DemoMap {
  readonly songs: readonly PadSong[];
  readonly pieces: readonly Piece[];
  readonly points: readonly PadPoint[];
  readonly phrases: readonly Phrase[];
  readonly palette: Palette;
  /** What lies at a place: the phrase of the segment that leads there. */
  readonly at: (
    x: number,
    y: number,
  ) => {
    readonly phrase: Phrase;
    readonly shares: readonly SongShare[];
    readonly knowledge: number;
  };
}

const FILES: Record<string, () => Promise<unknown>> = import.meta.glob(
  '/../resources/demo/songs/*.mid',
  { query: '?url', import: 'default' },
);
const STEPS = 32;
const STEP = TICKS_PER_QUARTER / 4;
const SEED = 7;

/** Reads the demo songs and places their windows. */
export async function demoMap(): Promise<DemoMap> {
  const songs: PadSong[] = [];
  const pieces: Piece[] = [];
  const points: Omit<PadPoint, 'x' | 'y'>[] = [];
  const phrases: Phrase[] = [];
  for (const [path, address] of Object.entries(FILES)) {
    const name = path.split('/').at(-1)?.replace('.mid', '') ?? path;
    const response = await fetch(String(await address()));
    const piece = readMidi(new Uint8Array(await response.arrayBuffer()), name);
    if (isProblem(piece)) throw new Error(`${name}: ${piece.code}`);
    songs.push({ hash: name, name: piece.name || name, colour: songs.length + 1 });
    pieces.push(piece);
    for (const window of windowsOf(piece, name)) {
      points.push(window.point);
      phrases.push(window.phrase);
    }
  }
  const means = phrases.map(describe);
  const positions = place(means, null, SEED);
  const plane = atlas(means, positions);
  const songOf = points.map(({ song }) => song);
  const at = (x: number, y: number) => {
    const spot = plane.at(x, y);
    return {
      phrase: phrases[spot.weights[0]?.index ?? 0] ?? EMPTY,
      shares: songShares(spot.weights, songOf),
      knowledge: spot.knowledge,
    };
  };
  return {
    songs,
    pieces,
    points: points.map((point, i) => ({ ...point, ...(positions[i] ?? { x: 0, y: 0 }) })),
    phrases,
    palette: paletteOf(at),
    at,
  };
}

const EMPTY: Phrase = { notes: [], length: 1, bpm: 120, programs: {} };

function windowsOf(piece: Piece, song: string) {
  const parts = assignParts(piece);
  const scale = TICKS_PER_QUARTER / piece.division;
  const end = Math.max(...piece.tracks.map((track) => track.end));
  const notes = piece.tracks.flatMap((track, t) =>
    track.notes.map((note): PhraseNote => ({
      part: note.channel === DRUM_CHANNEL ? 'drums' : (parts[t] ?? 'chords'),
      pitch: note.pitch,
      velocity: note.velocity,
      start: note.start * scale,
      end: note.end * scale,
    })),
  );
  const length = STEPS * STEP;
  return barsUntil(meterMap(piece), end).flatMap(({ number, tick }) => {
    const from = tick * scale;
    const inside = notes
      .filter(({ start }) => start >= from && start < from + length)
      .map((note) => ({
        ...note,
        start: note.start - from,
        end: Math.min(length, note.end - from),
      }))
      .sort((a, b) => a.start - b.start);
    if (inside.length < 3) return [];
    const phrase: Phrase = { notes: inside, length, bpm: 120, programs: {} };
    return [{ point: { song, tick, bar: number, heldOut: false, part: null }, phrase }];
  });
}

/** Twelve pitch classes, three registers and sixteen onset places, each by its share. */
function describe({ notes }: Phrase): number[] {
  const out = new Array<number>(12 + 3 + 16).fill(0);
  const add = (i: number, by: number): number => (out[i] = (out[i] ?? 0) + by / notes.length);
  for (const { pitch, start, end, part } of notes) {
    if (part !== 'drums') add(pitch % 12, 2 * Math.min(1, (end - start) / 480 + 0.3));
    add(12 + Math.max(0, Math.min(2, Math.floor((pitch - 36) / 20))), 1);
    add(15 + (Math.floor(start / STEP) % 16), 1.5);
  }
  return out;
}

function paletteOf(at: (x: number, y: number) => Omit<ReturnType<DemoMap['at']>, never>): Palette {
  const columns = 21;
  const rows = 17;
  const tiles: PadTile[] = [];
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const x = -1 + (2 * (i + 0.5)) / columns;
      const y = -1 + (2 * (j + 0.5)) / rows;
      const { phrase, shares, knowledge } = at(x, y);
      tiles.push({ x, y, knowledge, shares, notes: pack(phrase) });
    }
  }
  return { steps: STEPS, tiles };
}

function pack({ notes }: Phrase): Uint8Array {
  return Uint8Array.from(
    notes.flatMap(({ pitch, start, end, part }) => [
      pitch,
      Math.floor(start / STEP),
      Math.ceil(end / STEP),
      part === 'all' ? 4 : PARTS.indexOf(part),
    ]),
  );
}
