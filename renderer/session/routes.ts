/** Where each part is played: by the page's own sound, or by a MIDI port on a channel. */
import { z } from 'zod';
import { DRUM_CHANNEL, type Channel, type Program } from '#main/music/note.ts';
import { PARTS, type Part } from '#main/music/part.ts';
import type { PortLane } from '#main/transport/midi-score.ts';
import type { Timeline } from '#main/transport/timeline.ts';

/** Which of the instrument's sounds a part has, and how far its notes are moved. */
export interface RouteVoice {
  /** Semitones up; drums are never moved, since their pitches are instruments. */
  readonly transpose?: number | undefined;
  /** Controllers 0 and 32, sent before the program; null: none. */
  readonly bank?: { readonly msb: number; readonly lsb: number } | null | undefined;
  /** From 0; null: the lane's own. */
  readonly program?: Program | null | undefined;
}

/** A port, by its id, and a channel of it. */
export interface Route extends RouteVoice {
  readonly output: string;
  readonly channel: Channel;
  /** The page plays the part for now; what was chosen for the port is kept. */
  readonly off?: boolean | undefined;
}

/** Semitones that a route may move its notes either way. */
export const MOST_TRANSPOSE = 48;

/** Parts that a port plays; the others are played by the page. */
export type Routes = Readonly<Partial<Record<Part, Route>>>;

const EVERY_PART: readonly Part[] = [...PARTS, 'all'];

/** The channel of a part where nobody chose one. */
export const FIRST_CHANNELS: Readonly<Record<Part, Channel>> = {
  melody: 0,
  chords: 1,
  bass: 2,
  drums: DRUM_CHANNEL,
  all: 0,
};

/** All parts to one output, on the channels they have or their first ones; null: all to the page. */
export function allTo(output: string | null, before: Routes = {}): Routes {
  if (output === null) return {};
  return Object.fromEntries(
    EVERY_PART.map((part) => [
      part,
      { channel: FIRST_CHANNELS[part], ...before[part], output, off: undefined },
    ]),
  );
}

/** The same routes but for one part's; null: it is played by the page. */
export function withRoute(routes: Routes, part: Part, route: Route | null): Routes {
  return Object.fromEntries(
    EVERY_PART.flatMap((each) => {
      const kept = each === part ? route : routes[each];
      return kept === null || kept === undefined ? [] : [[each, kept]];
    }),
  );
}

/** The routes by which ports play. */
export function routesOn(routes: Routes): Routes {
  return EVERY_PART.reduce<Routes>(
    (kept, part) => (kept[part]?.off === true ? withRoute(kept, part, null) : kept),
    routes,
  );
}

/** Outputs that some part is routed to. */
export function outputsOf(routes: Routes): ReadonlySet<string> {
  return new Set(Object.values(routes).map(({ output }) => output));
}

/** The timeline as the page plays it: lanes that a port plays are muted. */
export function forPage(timeline: Timeline, routes: Routes): Timeline {
  const lanes = timeline.lanes.map((lane) =>
    routes[lane.part] === undefined ? lane : { ...lane, muted: true },
  );
  return { ...timeline, lanes };
}

/** How each lane that an output plays is played, by lane id. */
export function lanesOn(
  output: string,
  { lanes }: Timeline,
  routes: Routes,
): ReadonlyMap<string, PortLane> {
  return new Map(
    lanes.flatMap(({ id, part }) => {
      const route = routes[part];
      if (route?.output !== output) return [];
      const { channel, transpose = 0, bank = null, program = null } = route;
      return [[id, { channel, transpose, bank, program }] as const];
    }),
  );
}

const sevenBits = z.int().min(0).max(127);
const kept = z.object({
  output: z.string(),
  channel: z.int().min(0).max(15),
  off: z.boolean().optional().catch(undefined),
  transpose: z.int().min(-MOST_TRANSPOSE).max(MOST_TRANSPOSE).optional().catch(undefined),
  bank: z.object({ msb: sevenBits, lsb: sevenBits }).nullish().catch(undefined),
  program: sevenBits.nullish().catch(undefined),
});

/** Reads routes that were kept; what does not fit is left out. */
export function readRoutes(value: unknown): Routes {
  if (typeof value !== 'object' || value === null) return {};
  const found = new Map<string, unknown>(Object.entries(value));
  return EVERY_PART.reduce<Routes>((routes, part) => {
    const route = kept.safeParse(found.get(part));
    return route.success ? withRoute(routes, part, route.data) : routes;
  }, {});
}
