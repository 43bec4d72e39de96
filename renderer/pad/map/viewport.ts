/** Where a place of the map lies on the screen, and the other way round. */
import type { Place } from '../view.ts';

/** A point on the screen in CSS pixels from the pane's corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A rectangle on the screen in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The pane, and the inner field that -1..1 fills; the margin is sea. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly field: Box;
}

/** Room left around the field for what floats at the edges. */
const MARGIN = { side: 28, top: 60, bottom: 52, strip: 108 } as const;

/** Best size of a tile, in pixels. */
export const TILE = { width: 42, height: 32 } as const;

/** The viewport of a pane; `strip`: whether a strip of memories floats at the bottom. */
export function viewportOf(width: number, height: number, strip: boolean): Viewport {
  const bottom = strip ? MARGIN.strip : MARGIN.bottom;
  return {
    width,
    height,
    field: {
      x: MARGIN.side,
      y: MARGIN.top,
      width: Math.max(1, width - 2 * MARGIN.side),
      height: Math.max(1, height - MARGIN.top - bottom),
    },
  };
}

/** Where a place lies on the screen. */
export function spotOf({ field }: Viewport, place: Place): Spot {
  return {
    x: field.x + ((place.x + 1) / 2) * field.width,
    y: field.y + ((1 - place.y) / 2) * field.height,
  };
}

/** The place under a spot, kept within -1..1. */
export function placeOf({ field }: Viewport, spot: Spot): Place {
  return inside({
    x: ((spot.x - field.x) / field.width) * 2 - 1,
    y: 1 - ((spot.y - field.y) / field.height) * 2,
  });
}

/**
 * The nearest place within -1..1.
 * @example inside({ x: 3, y: -0.5 }) // { x: 1, y: -0.5 }
 */
export function inside({ x, y }: Place): Place {
  return { x: Math.max(-1, Math.min(1, x)), y: Math.max(-1, Math.min(1, y)) };
}

/** How many tiles a palette should have here, so that each is about {@link TILE} large; at most 64 each way. */
export function gridFor({ field }: Viewport): { readonly columns: number; readonly rows: number } {
  const count = (length: number, size: number): number =>
    Math.max(1, Math.min(64, Math.round(length / size)));
  return { columns: count(field.width, TILE.width), rows: count(field.height, TILE.height) };
}
