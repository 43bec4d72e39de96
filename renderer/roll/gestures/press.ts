/** Says which gesture a press begins: the tools as small states. */
import type { RollTool } from '../view.ts';
import type { Hit } from '../grid/hit.ts';
import { bandGesture } from './band.ts';
import { drawGesture } from './draw.ts';
import { eraseGesture } from './erase.ts';
import { STILL, type Gesture, type GestureContext, type Pointer } from './gesture.ts';
import { moveGesture } from './move.ts';
import { panGesture } from './pan.ts';
import { keysGesture, loopGesture, seekGesture } from './ruler.ts';
import { stretchGesture } from './stretch.ts';
import { velocityGesture } from './velocity.ts';

/** How the pointer was pressed. */
export interface Press {
  readonly button: 'left' | 'middle' | 'right';
  /** Whether the pan key is held. */
  readonly panning: boolean;
  readonly readOnly: boolean;
}

/** Height of the ruler's loop bar, from the top. */
export const LOOP_BAR = 8;

/** The gesture that begins. */
export function gestureFor(
  tool: RollTool,
  press: Press,
  hit: Hit,
  context: GestureContext,
  pointer: Pointer,
): Gesture {
  if (press.button === 'middle' || press.panning) return panGesture(context, pointer);
  if (hit.on === 'ruler') return rulerGesture(hit, context, pointer);
  if (hit.on === 'keys') return keysGesture(context, pointer);
  if (press.readOnly) return readingGesture(hit, context, pointer);
  if (hit.on === 'velocity') return velocityGesture(context, pointer, hit.note);
  if (press.button === 'right' || tool === 'erase') return eraseGesture(context, pointer);
  if (hit.on === 'grid') {
    return tool === 'draw' ? drawGesture(context, pointer) : bandGesture(context, pointer);
  }
  if (hit.edge !== null && !pointer.shift && !pointer.command) {
    return stretchGesture(context, pointer, hit.note, hit.edge);
  }
  return moveGesture(context, pointer, hit.note);
}

function rulerGesture(
  hit: Extract<Hit, { on: 'ruler' }>,
  context: GestureContext,
  pointer: Pointer,
): Gesture {
  const { loop } = context;
  if (hit.loop !== null && loop !== null) {
    return loopGesture(context, hit.loop === 'start' ? loop.end : loop.start);
  }
  return pointer.y <= LOOP_BAR ? loopGesture(context, hit.tick) : seekGesture(context, pointer);
}

/** What can be done with notes that cannot be changed: look, select, listen. */
function readingGesture(hit: Hit, context: GestureContext, pointer: Pointer): Gesture {
  if (hit.on === 'grid') return bandGesture(context, pointer);
  if (hit.on !== 'note') return STILL;
  const { note } = hit;
  const hush = (): void => context.audition(null);
  context.select(new Set([note.id]));
  context.audition({ pitch: note.pitch, velocity: note.velocity });
  return { move: () => {}, end: hush, cancel: hush };
}
