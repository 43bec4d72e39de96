/** What the roll remembers while it is on the screen: the view, the gesture that goes on, and what a new note gets. */
import type { LaneNote, NoteId } from '#main/project/project.ts';
import type { CanvasSize } from '#renderer/design/canvas.ts';
import {
  STILL,
  type Band,
  type Gesture,
  type GestureContext,
  type Pointer,
} from './gestures/gesture.ts';
import { gestureFor, type Press } from './gestures/press.ts';
import type { Carries } from './grid/carry.ts';
import { hitAt, type Hit } from './grid/hit.ts';
import { indexOf } from './grid/note-index.ts';
import type { Rows } from './grid/rows.ts';
import {
  clamped,
  fitted,
  scrolled,
  visiblePitches,
  xOf,
  yOf,
  zoomedPitch,
  withRows,
  zoomedTime,
  type Viewport,
} from './grid/viewport.ts';
import type { RollLoop, RollTool } from './view.ts';

/** Sizes of the parts that do not scroll; the velocity lane folds in a low pane. */
export const PARTS = { keys: 52, ruler: 24, velocity: 48, tallVelocity: 72 } as const;

/** The outer world of a stage: everything a gesture needs that the stage does not know itself. */
export type StageWorld = Omit<
  GestureContext,
  'view' | 'scroll' | 'band' | 'tip' | 'fresh' | 'drawn' | 'index'
> & { readonly notes: readonly LaneNote[]; readonly length: number };

const NO_NOTES: readonly LaneNote[] = [];

/** State of one roll. */
export class Stage {
  view = $state.raw<Viewport | null>(null);
  band = $state.raw<Band | null>(null);
  tip = $state.raw<LaneNote | null>(null);
  /** Whether the hand pans, whatever the tool. */
  panning = $state(false);
  #fresh = { length: 480, velocity: 96 };
  #gesture: Gesture | null = null;

  /** True from press to release. */
  get busy(): boolean {
    return this.#gesture !== null;
  }

  /** Which way the view goes along with the gesture that goes on; null: it stays. */
  get carries(): Carries | null {
    return this.#gesture?.carries ?? null;
  }

  /** The pane has a new size; the first one fits all notes in. */
  resize(size: CanvasSize, length: number, notes: readonly LaneNote[]): void {
    const { width, height } = size;
    const velocity = height < 170 ? 0 : height > 420 ? PARTS.tallVelocity : PARTS.velocity;
    const { keys, ruler } = PARTS;
    const base = { width, height, keys, ruler, velocity };
    this.view =
      this.view === null
        ? fitted(
            { ...base, left: 0, top: 84, pixelsPerTick: 0.1, rowHeight: 11 },
            length,
            spanOf(notes),
          )
        : clamped({ ...this.view, ...base }, length);
  }

  /** Shows all notes. */
  fit(length: number, notes: readonly LaneNote[]): void {
    if (this.view !== null) this.view = fitted(this.view, length, spanOf(notes));
  }

  /** Other rows are shown; null: all. */
  fold(rows: Rows | null, length: number): void {
    if (this.view !== null) this.view = withRows(this.view, rows, length);
  }

  /** Other notes came to the same place: where some lie above or below what is seen, their pitches are shown; time stays as it is. */
  meet(length: number, notes: readonly LaneNote[]): void {
    const { view } = this;
    const span = spanOf(notes);
    if (view === null || span === null) return;
    const { low, high } = visiblePitches(view);
    if (span.low >= low && span.high <= high) return;
    const { left, pixelsPerTick } = view;
    this.view = clamped({ ...fitted(view, length, span), left, pixelsPerTick }, length);
  }

  /** Keeps the playhead in view while nobody holds anything. */
  follow(playhead: number, length: number): void {
    const { view } = this;
    if (this.busy || view === null) return;
    const x = xOf(view, playhead);
    if (x >= view.keys && x < view.width - 24) return;
    const ahead = (view.width - view.keys) * 0.08;
    this.view = scrolled({ ...view, left: playhead }, -ahead, 0, length);
  }

  /** Scrolls just so far that a note is seen. */
  reveal(note: LaneNote, length: number): void {
    const { view } = this;
    if (view === null) return;
    const over = (at: number, low: number, high: number): number =>
      at < low ? at - low : at > high ? at - high : 0;
    const dx = over(xOf(view, note.start), view.keys + 16, view.width - 48);
    const low = view.height - view.velocity - view.rowHeight;
    const dy = over(yOf(view, note.pitch), view.ruler, low);
    this.view = scrolled(view, dx, dy, length);
  }

  /** The wheel scrolls; with Ctrl it zooms time, with Shift it swaps its axes, with both it zooms pitch. */
  wheel(
    at: Pointer,
    event: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode'>,
    length: number,
  ): void {
    const { view } = this;
    if (view === null) return;
    const unit = event.deltaMode === 1 ? 16 : 1;
    const dx = event.deltaX * unit;
    const dy = event.deltaY * unit;
    const zoom = (by: number): number => Math.exp(-by * 0.0022);
    if (at.command && at.shift) this.view = zoomedPitch(view, zoom(dy + dx), at.y, length);
    else if (at.command) this.view = zoomedTime(view, zoom(dy), at.x, length);
    else if (at.shift) this.view = scrolled(view, dx + dy, 0, length);
    else this.view = scrolled(view, dx, dy, length);
  }

  /** The cursor that says what a press here would do. */
  cursorAt(pointer: Pointer, tool: RollTool, free: boolean, world: StageWorld | null): string {
    if (this.panning) return 'grab';
    const hit = this.hit(pointer, world);
    if (hit?.on === 'ruler' && hit.loop !== null) return 'ew-resize';
    if (free && hit?.on === 'note' && tool === 'split') return 'col-resize';
    if (free && hit?.on === 'note' && hit.edge !== null) return 'ew-resize';
    if (free && hit?.on === 'velocity') return 'ns-resize';
    if (free && hit?.on === 'grid' && tool === 'draw') return 'crosshair';
    return hit?.on === 'note' || hit?.on === 'keys' || hit?.on === 'marker' || hit?.on === 'change'
      ? 'pointer'
      : 'default';
  }

  /** Begins the gesture that this press means. */
  press(tool: RollTool, press: Press, pointer: Pointer, world: StageWorld | null): void {
    this.cancel();
    const { view } = this;
    if (view === null) return;
    const context = this.#context(world);
    const hit = this.hit(pointer, world);
    this.#gesture = hit === null ? STILL : gestureFor(tool, press, hit, context, pointer);
  }

  /** What lies under a pointer. */
  hit(pointer: Pointer, world: StageWorld | null): Hit | null {
    if (this.view === null) return null;
    const index = indexOf(world?.notes ?? NO_NOTES);
    const selection: ReadonlySet<NoteId> = world?.selection ?? new Set();
    const loop: RollLoop | null = world?.loop ?? null;
    return hitAt(this.view, index, selection, loop, pointer, world?.markers, world?.changes);
  }

  /** The pointer moved. */
  move(pointer: Pointer): void {
    this.#gesture?.move(pointer);
  }

  /** The pointer was let go. */
  release(): void {
    const gesture = this.#gesture;
    this.#gesture = null;
    gesture?.end();
  }

  /** Ends the gesture as if it had never begun; answers whether there was one. */
  cancel(): boolean {
    const gesture = this.#gesture;
    this.#gesture = null;
    gesture?.cancel();
    return gesture !== null;
  }

  /** What a new note gets. */
  get fresh(): { readonly length: number; readonly velocity: number } {
    return this.#fresh;
  }

  #context(world: StageWorld | null): GestureContext {
    const view = (): Viewport => {
      if (this.view === null) throw new Error('a gesture began before the roll had a size');
      return this.view;
    };
    const own = {
      view,
      fresh: this.#fresh,
      scroll: (next: Viewport) => (this.view = clamped(next, world?.length ?? 0)),
      band: (band: Band | null) => (this.band = band),
      tip: (note: LaneNote | null) => (this.tip = note),
      drawn: (note: { readonly length: number; readonly velocity: number }) => (this.#fresh = note),
    };
    if (world !== null) return { ...world, ...own, index: indexOf(world.notes) };
    const nothing = (): void => {};
    return {
      ...own,
      lane: '',
      index: indexOf(NO_NOTES),
      selection: new Set(),
      loop: null,
      grid: 1,
      inKey: (pitch) => pitch,
      begin: () => ({ preview: nothing, keep: () => [], cancel: nothing }),
      select: nothing,
      audition: nothing,
      seek: nothing,
      drawLoop: () => null,
      markers: [],
      moveMarker: () => null,
      control: null,
      changes: [],
      moveChange: () => null,
    };
  }
}

/** Lowest and highest pitch, or null without notes. */
export function spanOf(
  notes: readonly LaneNote[],
): { readonly low: number; readonly high: number } | null {
  let low = 127;
  let high = 0;
  for (const { pitch } of notes) {
    low = Math.min(low, pitch);
    high = Math.max(high, pitch);
  }
  return notes.length === 0 ? null : { low, high };
}
