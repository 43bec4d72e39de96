/** Draws a controller under the notes: a free line, a ramp with Shift, nothing with the eraser; all of it one edit. */
import type { Control, ControlPoint } from '#main/project/controls.ts';
import { rangeOf } from '#main/project/controls.ts';
import { tickAt, type Viewport } from '../grid/viewport.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';

const FOOT = 4;
const HEAD = 10;
/** The coarsest and finest steps of a drawn line, in ticks: a 32nd and a 128th. */
const COARSEST = 60;
const FINEST = 15;

/** The value at a height in the lane. */
export function controlAt(view: Viewport, control: Control, y: number): number {
  const { low, high } = rangeOf(control);
  const tall = Math.max(1, view.velocity - FOOT - HEAD);
  const share = Math.max(0, Math.min(1, (view.height - FOOT - y) / tall));
  const value = Math.round(low + share * (high - low));
  // The centre of a bend is a place, not a hair.
  return control === 'bend' && Math.abs(value) < 400 ? 0 : value;
}

/** Height of a value in the lane. */
export function controlY(view: Viewport, control: Control, value: number): number {
  const { low, high } = rangeOf(control);
  const share = (value - low) / (high - low);
  return view.height - FOOT - (view.velocity - FOOT - HEAD) * share;
}

/** The gesture. */
export function controlGesture(
  context: GestureContext,
  from: Pointer,
  control: Control,
  erases: boolean,
): Gesture {
  const session = lazily(() => context.begin('control'));
  const step = Math.max(FINEST, Math.min(COARSEST, context.grid));
  const drawn = new Map<number, number>();
  const placeOf = (pointer: Pointer): number =>
    Math.max(0, Math.round(tickAt(context.view(), pointer.x) / step) * step);
  const valueOf = (pointer: Pointer): number => controlAt(context.view(), control, pointer.y);
  let last = from;
  let low = placeOf(from);
  let high = low;
  const apply = (pointer: Pointer): void => {
    const ramp = from.shift && !erases;
    const start = ramp ? from : last;
    if (ramp) {
      drawn.clear();
      low = placeOf(from);
      high = low;
    }
    const [a, b] = [placeOf(start), placeOf(pointer)];
    low = Math.min(low, a, b);
    high = Math.max(high, a, b);
    const [va, vb] = [valueOf(start), valueOf(pointer)];
    for (let tick = Math.min(a, b); tick <= Math.max(a, b); tick += step) {
      const share = a === b ? 1 : (tick - a) / (b - a);
      drawn.set(tick, Math.round(va + (vb - va) * share));
    }
    last = pointer;
    const points = erases ? [] : withoutRepeats(drawn);
    session.preview({ kind: 'control', control, from: low, to: high, points });
  };
  apply(from);
  return { move: apply, end: () => void session.keep(), cancel: () => session.cancel() };
}

/** In order, without points that say what the one before said. */
function withoutRepeats(drawn: ReadonlyMap<number, number>): readonly ControlPoint[] {
  const points = [...drawn]
    .map(([tick, value]) => ({ tick, value }))
    .sort((a, b) => a.tick - b.tick);
  return points.filter(
    ({ value }, i) => i === 0 || i === points.length - 1 || points[i - 1]?.value !== value,
  );
}
