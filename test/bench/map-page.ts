/** The part of `bench map` that runs in a browser: frames of the map while the hand moves, and of a map that paints all of it each time. */
import { readTheme } from '#renderer/design/theme.ts';
import { PadSurface, type LiveInput } from '#renderer/pad/paint/surface.ts';
import type { PadPoint, PadTile } from '#renderer/pad/view.ts';

const SIZE = { width: 900, height: 560, ratio: 1 } as const;
const SONGS = 28;
const TILES = 21;

/** Milliseconds a frame. */
export interface FrameTimes {
  readonly p50: number;
  readonly p99: number;
}

const songs = Array.from({ length: SONGS }, (_, song) => ({
  hash: String(song),
  name: `song ${song}`,
  colour: (song % 12) + 1,
}));

/** Songs as rings of their segments, strewn over the plane. */
function pointsOf(count: number): readonly PadPoint[] {
  return Array.from({ length: count }, (_, index) => {
    const song = index % SONGS;
    const turn = (index * 2.399) % (2 * Math.PI);
    const away = 0.04 + 0.12 * ((index * 0.618) % 1);
    const [x, y] = [((song % 7) - 3) / 3.6, (Math.floor(song / 7) - 1.5) / 1.9];
    return {
      x: x + away * Math.cos(turn),
      y: y + away * Math.sin(turn),
      song: String(song),
      tick: index * 1920,
      bar: Math.floor(index / SONGS) + 1,
      heldOut: index % 7 === 0,
      part: 'melody',
    };
  });
}

function tiles(): readonly PadTile[] {
  return Array.from({ length: TILES * TILES }, (_, index) => ({
    x: (2 * (index % TILES)) / (TILES - 1) - 1,
    y: (2 * Math.floor(index / TILES)) / (TILES - 1) - 1,
    knowledge: ((index * 0.37) % 1) * 0.9,
    shares: [{ song: String(index % SONGS), share: 1 }],
    notes: Uint8Array.from({ length: 4 * 24 }, (_b, k) =>
      k % 4 === 0
        ? 40 + ((k * 7 + index) % 40)
        : k % 4 === 3
          ? 0
          : (k >> 2) + (k % 4 === 2 ? 2 : 0),
    ),
  }));
}

function times(values: readonly number[]): FrameTimes {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Frame times of a map of `count` points over so many moves of the hand. */
export function measure(count: number, moves: number) {
  let due: FrameRequestCallback[] = [];
  window.requestAnimationFrame = (then) => due.push(then);
  window.cancelAnimationFrame = () => (due = []);
  const [land, lens, points, live] = [0, 1, 2, 3].map(() =>
    document.body.appendChild(document.createElement('canvas')),
  );
  if (land === undefined || lens === undefined || points === undefined || live === undefined)
    throw new Error('canvas');
  const surface = new PadSurface({ land, lens, points, live });
  const input = {
    points: pointsOf(count),
    songs,
    palette: { steps: 32, tiles: tiles() },
    colouring: 'song' as const,
    theme: readTheme(document.documentElement),
    size: SIZE,
    seaWords: 'nothing learned here',
    still: false,
  };
  const moved = (k: number): LiveInput => ({
    cursor: { x: 0.8 * Math.cos(k / 20), y: 0.8 * Math.sin(k / 13) },
    shares: [0, 1, 2].map((song) => ({ song: String((k + song) % SONGS), share: 1 / 3 })),
    sounding: null,
    queued: null,
    memories: [],
    lit: [],
    hint: null,
  });
  const frame = (act: () => void): number => {
    const began = performance.now();
    act();
    for (const then of due.splice(0)) then(performance.now());
    // Nothing is drawn before somebody looks.
    for (const canvas of [land, lens, points, live])
      canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
    return performance.now() - began;
  };
  const first = frame(() => surface.show(input));
  // The land fades in, and is still after that.
  for (let k = 0; k < 60; k += 1) frame(() => surface.move(moved(k), true));
  const hand: number[] = [];
  const naive: number[] = [];
  for (let k = 0; k < moves; k += 1) hand.push(frame(() => surface.move(moved(k), true)));
  for (let k = 0; k < Math.max(5, moves / 10); k += 1)
    naive.push(
      frame(() => {
        surface.move(moved(k), false);
        surface.show({ ...input, songs: [...songs] });
      }),
    );
  surface.stop();
  for (const canvas of [land, lens, points, live]) canvas.remove();
  return { first, hand: times(hand), naive: times(naive) };
}
