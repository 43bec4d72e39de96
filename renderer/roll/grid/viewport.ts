/** Where ticks and pitches lie on the screen, and how scrolling and zooming change that. */
import type { Pitch, Ticks } from '#main/music/note.ts';
import type { Rows } from './rows.ts';

/** The part of the roll that is seen. `left` is the tick at the keyboard's edge, `top` the row (with fraction) at the ruler's edge, counted from above: row r begins at `top - r`. Unless folded, the row of a pitch is the pitch. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly left: Ticks;
  /** Which pitches have rows; all of them where absent or null. */
  readonly rows?: Rows | null;
  /** Highest row plus 1, fractions allowed. */
  readonly top: number;
  readonly pixelsPerTick: number;
  readonly rowHeight: number;
  /** Width of the keyboard, height of the ruler, height of the velocity lane. */
  readonly keys: number;
  readonly ruler: number;
  readonly velocity: number;
}

/** Bounds of zoom: pixels a tick and pixels a row. */
export const ZOOM = { leastTick: 1e-4, mostTick: 1, leastRow: 6, mostRow: 32 } as const;

/** How many rows there are. */
function rowCount({ rows }: Pick<Viewport, 'rows'>): number {
  return rows?.pitches.length ?? 128;
}

/** Row of a pitch. */
function rowOf({ rows }: Pick<Viewport, 'rows'>, pitch: Pitch): number {
  return rows?.rowOf[pitch] ?? pitch;
}

/** Pitch of a row, the nearest row's where there is none. */
function pitchOf(view: Pick<Viewport, 'rows'>, row: number): Pitch {
  const within = Math.max(0, Math.min(rowCount(view) - 1, row));
  return view.rows?.pitches[within] ?? within;
}

/** Height of the notes' part. */
export function gridHeight({ height, ruler, velocity }: Viewport): number {
  return Math.max(0, height - ruler - velocity);
}

/** Left edge of a tick. */
export function xOf(view: Viewport, tick: Ticks): number {
  return view.keys + (tick - view.left) * view.pixelsPerTick;
}

/** Tick at a horizontal position (may be negative or fractional). */
export function tickAt(view: Viewport, x: number): Ticks {
  return view.left + (x - view.keys) / view.pixelsPerTick;
}

/** Top of a pitch's row. */
export function yOf(view: Viewport, pitch: Pitch): number {
  return view.ruler + (view.top - 1 - rowOf(view, pitch)) * view.rowHeight;
}

/** Pitch of the row at a vertical position, 0 to 127. */
export function pitchAt(view: Viewport, y: number): Pitch {
  return pitchOf(view, Math.ceil(view.top - 1 - (y - view.ruler) / view.rowHeight));
}

/** The ticks that are seen. */
export function visibleTicks(view: Viewport): { readonly from: Ticks; readonly to: Ticks } {
  return { from: view.left, to: tickAt(view, view.width) };
}

/** The pitches whose rows are seen whole. */
export function visiblePitches(view: Viewport): { readonly low: Pitch; readonly high: Pitch } {
  // Rows that miss the edge by a hair, as computed numbers do, are seen.
  const hair = 1e-6;
  const rows = gridHeight(view) / view.rowHeight;
  const low = Math.ceil(view.top - rows - hair);
  const high = Math.floor(view.top + hair) - 1;
  return view.rows ? { low: pitchOf(view, low), high: pitchOf(view, high) } : { low, high };
}

/** The same view, kept within zoom bounds, tick 0 and pitches 0 to 127. */
export function clamped(view: Viewport, length: Ticks): Viewport {
  const pixelsPerTick = Math.max(ZOOM.leastTick, Math.min(ZOOM.mostTick, view.pixelsPerTick));
  const rowHeight = Math.max(ZOOM.leastRow, Math.min(ZOOM.mostRow, view.rowHeight));
  const rows = gridHeight(view) / rowHeight;
  const count = rowCount(view);
  const shown = (view.width - view.keys) / pixelsPerTick;
  // Half a screen of empty bars after the end, so that there is room to write on.
  const most = Math.max(0, length - shown / 2);
  return {
    ...view,
    pixelsPerTick,
    rowHeight,
    left: Math.max(0, Math.min(most, view.left)),
    top: rows >= count ? count : Math.max(rows, Math.min(count, view.top)),
  };
}

/** Scrolls by pixels: positive dx goes on in time, positive dy goes down in pitch. */
export function scrolled(view: Viewport, dx: number, dy: number, length: Ticks): Viewport {
  return clamped(
    { ...view, left: view.left + dx / view.pixelsPerTick, top: view.top - dy / view.rowHeight },
    length,
  );
}

/** Zooms time by `factor`, keeping the tick under `x` where it is. */
export function zoomedTime(view: Viewport, factor: number, x: number, length: Ticks): Viewport {
  const pixelsPerTick = Math.max(
    ZOOM.leastTick,
    Math.min(ZOOM.mostTick, view.pixelsPerTick * factor),
  );
  const left = tickAt(view, x) - (x - view.keys) / pixelsPerTick;
  return clamped({ ...view, pixelsPerTick, left }, length);
}

/** Zooms pitch by `factor`, keeping the pitch under `y` where it is. */
export function zoomedPitch(view: Viewport, factor: number, y: number, length: Ticks): Viewport {
  const rowHeight = Math.max(ZOOM.leastRow, Math.min(ZOOM.mostRow, view.rowHeight * factor));
  const under = view.top - (y - view.ruler) / view.rowHeight;
  return clamped({ ...view, rowHeight, top: under + (y - view.ruler) / rowHeight }, length);
}

/** The pitches from `low` to `high` that have a row, lowest first. */
export function pitchesWithRows(view: Viewport, low: Pitch, high: Pitch): readonly Pitch[] {
  const first = Math.ceil(rowOf(view, low));
  const last = Math.floor(rowOf(view, high));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => pitchOf(view, first + i));
}

/** The same view with other rows, the pitch in its middle staying there. */
export function withRows(view: Viewport, rows: Rows | null, length: Ticks): Viewport {
  if ((view.rows ?? null) === rows) return view;
  const half = gridHeight(view) / view.rowHeight / 2;
  const middle = pitchOf(view, Math.round(view.top - half));
  const next = { ...view, rows };
  return clamped({ ...next, top: rowOf(next, middle) + half }, length);
}

/** Most ticks that a first look takes in: sixteen bars of four quarters; what is longer is scrolled to. */
export const FIRST_LOOK = 16 * 4 * 480;

/** Shows the ticks (at most {@link FIRST_LOOK}) and pitches given. */
export function fitted(
  view: Viewport,
  length: Ticks,
  pitches: { readonly low: Pitch; readonly high: Pitch } | null,
): Viewport {
  const width = Math.max(1, view.width - view.keys);
  const pixelsPerTick = width / Math.max(480, Math.min(FIRST_LOOK, length));
  const span = pitches ?? { low: 48, high: 83 };
  const low = rowOf(view, span.low);
  const high = rowOf(view, span.high);
  const rows = high - low + 5;
  const rowHeight = Math.max(ZOOM.leastRow, Math.min(11, gridHeight(view) / rows));
  const top = (low + high + 1) / 2 + gridHeight(view) / rowHeight / 2;
  return clamped({ ...view, left: 0, pixelsPerTick, rowHeight, top }, length);
}
