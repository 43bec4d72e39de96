/** Where each part is played: by the page's own sound, or by a MIDI port on a channel. */
import { DRUM_CHANNEL, type Channel } from '#main/music/note.ts';
import { PARTS, type Part } from '#main/music/part.ts';
import type { PortLane } from '#main/transport/midi-score.ts';
import type { Timeline } from '#main/transport/timeline.ts';

/** A port, by its id, and a channel of it. */
export interface Route {
  readonly output: string;
  readonly channel: Channel;
}

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
      { output, channel: before[part]?.channel ?? FIRST_CHANNELS[part] },
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
      return route?.output === output ? [[id, { channel: route.channel }] as const] : [];
    }),
  );
}

/** Reads routes that were kept; what does not fit is left out. */
export function readRoutes(value: unknown): Routes {
  if (typeof value !== 'object' || value === null) return {};
  const kept = new Map<string, unknown>(Object.entries(value));
  return EVERY_PART.reduce<Routes>((routes, part) => {
    const route = kept.get(part);
    if (typeof route !== 'object' || route === null) return routes;
    if (!('output' in route) || !('channel' in route)) return routes;
    const { output, channel } = route;
    const fits =
      typeof output === 'string' &&
      typeof channel === 'number' &&
      Number.isInteger(channel) &&
      channel >= 0 &&
      channel < 16;
    return fits ? withRoute(routes, part, { output, channel }) : routes;
  }, {});
}
