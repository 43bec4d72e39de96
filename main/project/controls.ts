/** The controllers, bends and pressure of a lane as curves of points, and edits of them and of any other event beside the notes. */
import type { Ticks } from '#main/music/note.ts';
import { setLane } from './sketches.ts';
import type { Lane, Project } from './project.ts';
import type { LaneEvent } from './route.ts';

/** A controller by its number, the bend, or the pressure of the whole channel. */
export type Control = number | 'bend' | 'pressure';

/** A value from a tick on. Bends lie between -8192 and 8191, everything else between 0 and 127. */
export interface ControlPoint {
  readonly tick: Ticks;
  readonly value: number;
}

/** Everything that is drawn in one gesture: points in the place of all that was between two ticks, both included. */
export interface ControlStroke {
  readonly control: Control;
  readonly from: Ticks;
  readonly to: Ticks;
  readonly points: readonly ControlPoint[];
}

type Speaking = Pick<Lane, 'events' | 'channel'>;

const CONTROL = 0xb0;
const PRESSURE = 0xd0;
const BEND = 0xe0;
const CENTRE = 8192;

/** The values a control can have, and the one it has where nobody moves it. */
export function rangeOf(control: Control): {
  readonly low: number;
  readonly high: number;
  readonly rest: number;
} {
  if (control === 'bend') return { low: -CENTRE, high: CENTRE - 1, rest: 0 };
  const rest = control === 7 ? 100 : control === 10 ? 64 : control === 11 ? 127 : 0;
  return { low: 0, high: 127, rest };
}

/** What an event of a lane moves and how far, or null where it is no such event. */
export function readControl(
  { bytes }: Pick<LaneEvent, 'bytes'>,
  { channel }: Pick<Lane, 'channel'>,
): { readonly control: Control; readonly value: number } | null {
  const [status = 0, first = 0, second = 0] = bytes;
  if ((status & 0x0f) !== (channel ?? 0)) return null;
  const kind = status & 0xf0;
  if (kind === CONTROL) return { control: first, value: second };
  if (kind === PRESSURE) return { control: 'pressure', value: first };
  return kind === BEND ? { control: 'bend', value: second * 128 + first - CENTRE } : null;
}

/** The event that moves a control of a lane. */
export function controlEvent(
  control: Control,
  { tick, value }: ControlPoint,
  { channel }: Pick<Lane, 'channel'>,
): LaneEvent {
  const { low, high } = rangeOf(control);
  const whole = Math.round(Math.min(high, Math.max(low, value)));
  const on = channel ?? 0;
  if (control === 'pressure') return { tick, bytes: [PRESSURE | on, whole] };
  if (control !== 'bend') return { tick, bytes: [CONTROL | on, control, whole] };
  const bent = whole + CENTRE;
  return { tick, bytes: [BEND | on, bent & 127, bent >> 7] };
}

/** The points of a control, by tick. */
export function pointsOf(lane: Speaking, control: Control): readonly ControlPoint[] {
  return lane.events.flatMap((event) => {
    const read = readControl(event, lane);
    return read?.control === control ? [{ tick: event.tick, value: read.value }] : [];
  });
}

/** The controls that a lane moves, bends and pressure first. */
export function controlsOf(lane: Speaking): readonly Control[] {
  const found = new Set(lane.events.flatMap((event) => readControl(event, lane)?.control ?? []));
  const numbers = [...found].filter((each) => typeof each === 'number');
  return [
    ...(['bend', 'pressure'] as const).filter((each) => found.has(each)),
    ...numbers.sort((a, b) => a - b),
  ];
}

/** Draws a stroke: what the control did between its ends makes room for the points. */
export function drawControl(
  project: Project,
  sketch: string,
  lane: string,
  { control, from, to, points }: ControlStroke,
): Project {
  return changeEvents(project, sketch, lane, (before) => [
    ...before.events.filter(
      (event) =>
        event.tick < from || event.tick > to || readControl(event, before)?.control !== control,
    ),
    ...points.map((point) => controlEvent(control, point, before)),
  ]);
}

/** Puts an event in the place of the one at `index` of its lane; null for the index adds it, null for the event takes it away. */
export function setEvent(
  project: Project,
  sketch: string,
  lane: string,
  index: number | null,
  event: LaneEvent | null,
): Project {
  return changeEvents(project, sketch, lane, ({ events }) => [
    ...events.filter((_, at) => at !== index),
    ...(event === null ? [] : [event]),
  ]);
}

function changeEvents(
  project: Project,
  sketch: string,
  id: string,
  change: (lane: Lane) => readonly LaneEvent[],
): Project {
  const found = project.sketches
    .find((each) => each.id === sketch)
    ?.lanes.find((each) => each.id === id);
  if (found === undefined) return project;
  const events = change(found)
    .map((event) => (event.tick < 0 ? { ...event, tick: 0 } : event))
    .toSorted((a, b) => a.tick - b.tick);
  return setLane(project, sketch, id, { events });
}
