/** Ways over the map: drawn, recorded, or made (circle, line, eight, wandering, from memory to memory), and where one is at a beat. */
import { seededRandom } from '#main/latent/random.ts';
import type { PadPath } from './motion.ts';

/** A place of the map, -1 to 1. */
interface Place {
  readonly x: number;
  readonly y: number;
}

type Points = PadPath['points'];

/** Corners of a made way: fine enough that its straight pieces are heard as one curve. */
const CORNERS = 64;

const within = (value: number): number => Math.max(-1, Math.min(1, value));

/**
 * Where a way is at a beat, straight between its points; past its end it comes round, from its last point to the first
 * at once. Null where it has no point.
 */
export function placeOn({ points, beats }: PadPath, beat: number): Place | null {
  const at = beats > 0 ? ((beat % beats) + beats) % beats : 0;
  const before = points.findLast((point) => point.beat <= at) ?? points[0];
  if (before === undefined) return null;
  const after = points.find((point) => point.beat > at);
  if (after === undefined || after.beat <= before.beat) return { x: before.x, y: before.y };
  const share = (at - before.beat) / (after.beat - before.beat);
  return {
    x: before.x + share * (after.x - before.x),
    y: before.y + share * (after.y - before.y),
  };
}

/** Ways that are made and not drawn. */
export const WAYS = ['circle', 'line', 'eight', 'wander', 'memories'] as const;
export type Way = (typeof WAYS)[number];

function curve(beats: number, at: (share: number) => Place): Points {
  return Array.from({ length: CORNERS + 1 }, (_, index) => {
    const { x, y } = at(index / CORNERS);
    return { beat: (beats * index) / CORNERS, x: within(x), y: within(y) };
  });
}

/**
 * A made way around a place, once round in `beats`.
 * @param size how far it goes from there, 0 to 1
 * @param through places that `memories` goes to, one after the other and back to the first; fewer than two: it stays
 * @param seed of the wandering
 */
export function wayOf(
  way: Way,
  centre: Place,
  size: number,
  beats: number,
  through: readonly Place[] = [],
  seed = 1,
): PadPath {
  const { x, y } = centre;
  const angle = (share: number): number => 2 * Math.PI * share;
  const made = (points: Points): PadPath => ({ name: '', points, beats });
  switch (way) {
    case 'circle':
      // Begins at the right of its centre, as angles do.
      return made(
        curve(beats, (share) => ({
          x: x + size * Math.cos(angle(share)),
          y: y + size * Math.sin(angle(share)),
        })),
      );
    case 'line':
      return made(curve(beats, (share) => ({ x: x + size * Math.sin(angle(share)), y })));
    case 'eight':
      return made(
        curve(beats, (share) => ({
          x: x + size * Math.sin(angle(share)),
          y: y + (size / 2) * Math.sin(2 * angle(share)),
        })),
      );
    case 'wander': {
      const random = seededRandom(seed);
      const stops = Array.from({ length: 8 }, () => ({
        x: within(x + size * (2 * random() - 1)),
        y: within(y + size * (2 * random() - 1)),
      }));
      return made(legs([{ x, y }, ...stops], beats));
    }
    case 'memories':
      return made(through.length < 2 ? [{ beat: 0, x, y }] : legs(through, beats));
  }
}

/** From place to place in equal times, and back to the first. */
function legs(places: readonly Place[], beats: number): Points {
  return [...places, ...places.slice(0, 1)].map(({ x, y }, index) => ({
    beat: (beats * index) / places.length,
    x,
    y,
  }));
}

/** A way from one place to another in some beats, where it stays. */
export function glide(from: Place, to: Place, beats: number): PadPath {
  return {
    name: '',
    points: [
      { beat: 0, ...from },
      { beat: beats, ...to },
    ],
    beats,
  };
}

/** A drawn line as a way of even speed, as long as `beats`; null where nothing was drawn. */
export function drawn(name: string, line: readonly Place[], beats: number): PadPath | null {
  const [first] = line;
  if (first === undefined) return null;
  let sum = 0;
  let last = first;
  const along = line.map((place) => {
    sum += Math.hypot(place.x - last.x, place.y - last.y);
    last = place;
    return { at: sum, x: place.x, y: place.y };
  });
  if (sum === 0) return null;
  const points = along.map(({ at, x, y }) => ({ beat: (beats * at) / sum, x, y }));
  return { name, points: thinned(points), beats };
}

/** A recorded movement as a way: its beats count from its first place, and it is whole beats long. */
export function recordedPath(
  name: string,
  moves: readonly { readonly beat: number; readonly x: number; readonly y: number }[],
  end: number,
): PadPath | null {
  const [first] = moves;
  if (first === undefined || moves.length < 2) return null;
  const points = moves.map(({ beat, x, y }) => ({ beat: beat - first.beat, x, y }));
  return { name, points: thinned(points), beats: Math.max(1, Math.round(end - first.beat)) };
}

/** How far a way may be off where points are left out: less than a finger sees. */
const FINE = 0.004;

/** Without points that lie where the way between their neighbours is at their beat. */
function thinned(points: Points): Points {
  const kept: Points[number][] = [];
  points.forEach((point, index) => {
    const [before, after] = [kept.at(-1), points[index + 1]];
    if (before !== undefined && after !== undefined && after.beat > before.beat) {
      const share = (point.beat - before.beat) / (after.beat - before.beat);
      const off = Math.hypot(
        before.x + share * (after.x - before.x) - point.x,
        before.y + share * (after.y - before.y) - point.y,
      );
      if (off < FINE) return;
    }
    if (before !== undefined && point.beat <= before.beat) kept.pop();
    kept.push(point);
  });
  return kept;
}

/** Ways that a project keeps. */
const MOST_PATHS = 64;

/** Keeps a way, last in the list; the oldest makes room where there are too many. */
export function addPath<P extends { readonly paths: readonly PadPath[] }>(
  project: P,
  path: PadPath,
): P {
  return { ...project, paths: [...project.paths, path].slice(-MOST_PATHS) };
}

/** Takes a way off. */
export function removePath<P extends { readonly paths: readonly PadPath[] }>(
  project: P,
  name: string,
): P {
  return { ...project, paths: project.paths.filter((path) => path.name !== name) };
}
