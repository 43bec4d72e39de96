/** Says which gesture a press begins: the tools as small states. */
import type { LaneNote } from '#main/project/project.ts';
import type { RollTool } from '../view.ts';
import type { Hit } from '../grid/hit.ts';
import { bandGesture } from './band.ts';
import { controlGesture } from './control.ts';
import { drawGesture } from './draw.ts';
import { eraseGesture } from './erase.ts';
import { STILL, type Gesture, type GestureContext, type Pointer } from './gesture.ts';
import { placeGesture } from './place.ts';
import { moveGesture } from './move.ts';
import { paintGesture } from './paint.ts';
import { panGesture } from './pan.ts';
import { keysGesture, loopGesture, seekGesture } from './ruler.ts';
import { splitGesture } from './split.ts';
import { stretchGesture } from './stretch.ts';
import { velocityGesture } from './velocity.ts';
import { warpGesture } from './warp.ts';

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
  if (hit.on === 'marker')
    return placeGesture(context, pointer, hit.marker.tick, context.moveMarker);
  if (hit.on === 'change') return placeGesture(context, pointer, hit.tick, context.moveChange);
  if (hit.on === 'keys') return keysGesture(context, pointer);
  if (press.readOnly) return readingGesture(hit, context, pointer);
  const erases = press.button === 'right' || tool === 'erase';
  if (hit.on === 'velocity' && context.control !== null)
    return controlGesture(context, pointer, context.control, erases);
  if (hit.on === 'velocity') return velocityGesture(context, pointer, hit.note);
  if (erases) return eraseGesture(context, pointer);
  if (hit.on === 'grid') {
    if (tool !== 'draw') return bandGesture(context, pointer);
    return pointer.shift ? paintGesture(context, pointer) : drawGesture(context, pointer);
  }
  if (tool === 'split') return splitGesture(context, pointer, hit.note);
  if (hit.edge !== null && pointer.shift && !pointer.command && groupHas(context, hit.note))
    return warpGesture(context, hit.note, hit.edge);
  if (hit.edge !== null && !pointer.shift && !pointer.command) {
    return stretchGesture(context, pointer, hit.note, hit.edge);
  }
  return moveGesture(context, pointer, hit.note);
}

/** Whether a note is one of several that are selected. */
function groupHas({ selection }: GestureContext, { id }: LaneNote): boolean {
  return selection.size > 1 && selection.has(id);
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
