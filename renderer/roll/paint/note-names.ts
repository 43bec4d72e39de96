/** Writes the names of notes on them. */
import type { LaneNote } from '#main/project/project.ts';
import { pitchName } from '../grid/scale.ts';
import { noteBox } from './note-box.ts';
import type { RollScene } from './scene.ts';

/** Writes them on those that are wide enough. */
export function paintNames(
  g: CanvasRenderingContext2D,
  scene: RollScene,
  notes: readonly LaneNote[],
): void {
  const { view, theme, selection, key, lane } = scene;
  const size = Math.min(12, view.rowHeight - 1.5);
  g.font = `600 ${size}px ${theme.font}`;
  g.textAlign = 'left';
  g.textBaseline = 'middle';
  for (const note of notes) {
    const { x, y, width, height } = noteBox(view, note);
    if (width <= size * 2.5) continue;
    const chosen = selection.has(note.id);
    const dark = theme.dark || chosen;
    // On a quiet note in the light theme white would be lost: the name takes the ink of text there.
    const faint = !theme.dark && note.velocity < 70;
    g.fillStyle =
      lane?.muted === true || (faint && !chosen)
        ? theme.colour.text
        : dark
          ? theme.colour['on-accent']
          : theme.colour.well;
    g.fillText(
      pitchName(note.pitch, key),
      x + (size < 12 ? 3 : chosen ? 9 : 7),
      y + height / 2 + 0.5,
    );
  }
}
