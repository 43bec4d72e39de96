/** Everything the layers of the roll are painted from; painting is a pure function of this. */
import type { TempoChange } from '#main/project/course.ts';
import type { LaneNote, Marker, NoteId } from '#main/project/project.ts';
import type { Theme } from '#renderer/design/theme.ts';
import type { Key, Meters, RollLane, RollLoop } from '../view.ts';
import type { Under } from '../under.ts';
import type { Band } from '../gestures/gesture.ts';
import type { Viewport } from '../grid/viewport.ts';

/** What the two lower layers show. */
export interface RollScene {
  readonly view: Viewport;
  readonly theme: Theme;
  readonly meters: Meters;
  readonly length: number;
  readonly key: Key | null;
  /** Whether the key tints its rows. */
  readonly rows: boolean;
  /** Whether notes bear their names at any height. */
  readonly names: boolean;
  readonly under: Under;
  /** The lane that is edited, or null. */
  readonly lane: RollLane | null;
  /** Other lanes, drawn faintly behind. */
  readonly ghosts: readonly RollLane[];
  readonly selection: ReadonlySet<NoteId>;
  readonly loop: RollLoop | null;
  readonly markers: readonly Marker[];
  /** As they are heard, the first at tick 0. */
  readonly tempos: readonly TempoChange[];
}

/** What the top layer adds. */
export interface RollLive {
  /** Playhead in ticks, or null. */
  readonly playhead: number | null;
  readonly playing: boolean;
  readonly band: Band | null;
  readonly tip: { readonly note: LaneNote; readonly words: string } | null;
}

/** How much a step of the grid (a sixteenth) shows. */
export function detailOf({ pixelsPerTick }: Viewport): 'bars' | 'beats' | 'steps' | 'names' {
  const step = pixelsPerTick * 120;
  if (step < 3) return 'bars';
  if (step < 15) return 'beats';
  return step < 40 ? 'steps' : 'names';
}
