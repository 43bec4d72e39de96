/** The shape and colour of a note on the screen. */
import type { LaneNote } from '#main/project/project.ts';
import { mix, songColour, type Theme } from '#renderer/design/theme.ts';
import { xOf, yOf, type Viewport } from '../grid/viewport.ts';
import { detailOf } from './scene.ts';

/** Rows from this height on show names and grips. */
export const CLOSE = 20;
/** True where so many notes are seen that they are drawn without curves, which cost ten times as much as straight edges. */
export function isFull(notes: readonly LaneNote[], { width }: Viewport): boolean {
  return notes.length > width / 3;
}

/** Box of a note on the screen. */
export function noteBox(
  view: Viewport,
  { start, end, pitch }: Pick<LaneNote, 'start' | 'end' | 'pitch'>,
) {
  return {
    x: xOf(view, start) + 0.5,
    y: yOf(view, pitch) + 0.5,
    width: Math.max(2, (end - start) * view.pixelsPerTick - 1.5),
    height: view.rowHeight - 1.5,
  };
}

/** Radius of a note's corners. */
export function noteRadius(view: Viewport, width: number): number {
  if (detailOf(view) === 'bars') return 0;
  return Math.min(view.rowHeight >= CLOSE ? 4 : 2, width / 2);
}

/** The colour of an unselected note: its lane's, over the row, stronger with velocity (0 to 1). */
export function noteColour(theme: Theme, colour: number, velocity: number): string {
  return mix(theme.colour['row-out'], songColour(theme, colour), 0.42 + 0.58 * velocity);
}
