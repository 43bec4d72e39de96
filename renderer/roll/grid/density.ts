/** Says when a crowd of notes is told better by how dense it is than note by note. */
import type { LaneNote } from '#main/project/project.ts';
import { firstAfter, indexOf } from './note-index.ts';
import { visibleTicks, type Viewport } from './viewport.ts';

/** True where the notes seen are so many that columns say more than notes: on average less than a pixel each. */
export function isCrowded(notes: readonly LaneNote[], view: Viewport): boolean {
  const { starts } = indexOf(notes);
  const { from, to } = visibleTicks(view);
  const count = firstAfter(starts, to) - firstAfter(starts, from);
  return count > 2000 && count > (view.width - view.keys) * 4;
}
