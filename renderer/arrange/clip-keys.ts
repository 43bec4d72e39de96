/** What keys do to the clip that has the focus. */
import type { Clip } from '#main/project/arrangement.ts';
import { clipEnd } from '#main/project/arrangement.ts';
import { SHORTEST_CLIP } from '#main/project/arrangement-edit.ts';
import type { Arranging } from '#renderer/session/arranging.svelte.ts';

/** What a key is pressed on. */
export interface KeyPlace {
  readonly clip: Clip;
  /** Ids of the lanes, topmost first, and of the clip's own. */
  readonly lanes: readonly string[];
  readonly lane: string;
  /** Ticks of a bar, and the playhead's. */
  readonly bar: number;
  readonly playhead: number;
}

/** Does what the key means; answers whether it meant anything. */
export function clipKey(
  arranging: Arranging,
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  { clip, lanes, lane, bar, playhead }: KeyPlace,
): boolean {
  const command = event.ctrlKey || event.metaKey;
  const step = event.altKey ? SHORTEST_CLIP : bar;
  const sign = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (sign !== 0 && !command) {
    if (event.shiftKey) arranging.trim(clip, 'end', clipEnd(clip) + sign * step);
    else arranging.move(clip, Math.max(0, clip.at + sign * step));
    return true;
  }
  if (sign !== 0) {
    arranging.trim(clip, 'start', clip.at + sign * step);
    return true;
  }
  if (down !== 0 && !command) {
    const to = lanes[lanes.indexOf(lane) + down];
    if (to !== undefined) arranging.move(clip, clip.at, to);
    return true;
  }
  const key = event.key.toLowerCase();
  if (command && key === 'd') arranging.duplicate(clip);
  else if (command && key === 'l') arranging.loop({ start: clip.at, end: clipEnd(clip) });
  else if (command || event.altKey) return false;
  else if (key === 'r') arranging.repeat(clip, event.shiftKey ? -1 : 1);
  else if (key === 's') arranging.split(clip, playhead);
  else if (event.key === 'Delete' || event.key === 'Backspace') arranging.remove(clip);
  else return false;
  return true;
}
