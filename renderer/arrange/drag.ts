/** Drags of a clip: its middle moves it in time and between lanes, its ends trim and repeat it; Escape or a lost pointer puts it back. */
import { moveClip, trimClip } from '#main/project/arrangement-edit.ts';
import { clipEnd, type Clip } from '#main/project/arrangement.ts';
import type { Arranging, ClipGesture } from '#renderer/session/arranging.svelte.ts';

/** What a drag is told of the view, asked at every move. */
export interface DragView {
  readonly pixelsPerTick: number;
  /** Ticks that places snap to. */
  readonly grid: number;
  /** The lane under a height of the window, or null. */
  readonly laneAt: (y: number) => string | null;
}

/** The line, of those by tick, at or before which something is let go; the first where it is before all of them. */
export function landingAt(tick: number, lines: readonly number[]): number {
  return lines.findLast((line) => line <= tick) ?? lines[0] ?? 0;
}

/** Pixels from an end within which it is trimmed, and that a hand may tremble. */
const EDGE = 7;
const TREMBLE = 3;

/** One drag, from press to release. */
export class ClipDrag {
  readonly #arranging: Arranging;
  readonly #clip: Clip;
  readonly #view: () => DragView;
  readonly #part: 'start' | 'end' | 'body';
  readonly #from: { readonly x: number; readonly y: number };
  #gesture: ClipGesture | null = null;

  /** @param within where in the clip it was pressed, and how wide the clip is, in pixels */
  constructor(
    arranging: Arranging,
    clip: Clip,
    event: Pick<PointerEvent, 'clientX' | 'clientY'>,
    within: { readonly x: number; readonly width: number },
    view: () => DragView,
  ) {
    this.#arranging = arranging;
    this.#clip = clip;
    this.#view = view;
    this.#from = { x: event.clientX, y: event.clientY };
    const edge = Math.min(EDGE, within.width / 4);
    this.#part = within.x <= edge ? 'start' : within.width - within.x <= edge ? 'end' : 'body';
  }

  move(event: Pick<PointerEvent, 'clientX' | 'clientY' | 'altKey'>): void {
    const { pixelsPerTick, grid, laneAt } = this.#view();
    const [dx, dy] = [event.clientX - this.#from.x, event.clientY - this.#from.y];
    if (this.#gesture === null && Math.hypot(dx, dy) <= TREMBLE) return;
    const { at, id } = this.#clip;
    const step = event.altKey ? 1 : grid;
    const placed = (tick: number): number =>
      Math.max(0, Math.round((tick + dx / pixelsPerTick) / step) * step);
    const code = this.#part === 'body' ? 'clip_move' : 'clip_trim';
    this.#gesture ??= this.#arranging.gesture(code, this.#clip);
    if (this.#part === 'body') {
      const lane = laneAt(event.clientY) ?? undefined;
      this.#gesture.preview((project) => moveClip(project, id, placed(at), lane));
    } else {
      const edge = this.#part;
      const to = placed(edge === 'start' ? at : clipEnd(this.#clip));
      this.#gesture.preview((project) => trimClip(project, id, edge, to));
    }
  }

  release(): void {
    this.#gesture?.keep();
  }

  cancel(): void {
    this.#gesture?.cancel();
  }
}
