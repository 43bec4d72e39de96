/** Paints the velocities of notes below them: a stem each, with a head. */
import { among } from '#main/project/note-set.ts';
import type { LaneNote } from '#main/project/project.ts';
import { songColour } from '#renderer/design/theme.ts';
import { velocityY } from '../gestures/velocity.ts';
import { xOf, type Viewport } from '../grid/viewport.ts';
import { CLOSE, isFull } from './note-box.ts';
import { notesIn } from './notes.ts';
import type { RollScene } from './scene.ts';

/** Paints them, of a crowd only the loudest of each column; the scene's view is of their part alone. Selected ones stand in front. */
export function paintStems(g: CanvasRenderingContext2D, scene: RollScene, crowded: boolean): void {
  const { theme, lane, selection } = scene;
  if (lane === null) return;
  const view = { ...scene.view, velocity: scene.view.height };
  const notes = notesIn(scene.view, lane.notes);
  const head = view.rowHeight >= CLOSE ? 4.5 : 3;
  const isChosen = among(selection);
  const plain = songColour(theme, lane.colour);
  const marked = theme.dark ? theme.colour.accent : theme.colour.text;
  const paintHead = isFull(notes, view) ? squareHead : roundHead;
  for (const chosen of [false, true]) {
    g.fillStyle = chosen ? marked : plain;
    if (crowded) {
      const group =
        selection.size === 0 ? notes : notes.filter(({ id }) => isChosen(id) === chosen);
      if (!chosen || selection.size > 0) paintLoudest(g, view, group);
      continue;
    }
    for (const { id, start, velocity } of notes) {
      if (isChosen(id) !== chosen) continue;
      const x = xOf(view, start) + 1.5;
      const y = velocityY(view, velocity);
      g.fillRect(x - 1, y, 2, view.height - y);
      paintHead(g, x, y, head);
    }
  }
  if (crowded || theme.dark || selection.size === 0) return;
  g.fillStyle = theme.colour.accent;
  for (const { id, start, velocity } of notes)
    if (isChosen(id)) paintHead(g, xOf(view, start) + 1.5, velocityY(view, velocity), head * 0.6);
}

function paintLoudest(
  g: CanvasRenderingContext2D,
  view: Viewport,
  notes: readonly LaneNote[],
): void {
  const loudest = new Uint8Array(Math.ceil(view.width));
  for (const { start, velocity } of notes) {
    const x = Math.floor(xOf(view, start));
    if (velocity > (loudest[x] ?? 127)) loudest[x] = velocity;
  }
  for (const [x, velocity] of loudest.entries()) {
    const y = velocityY(view, velocity);
    if (velocity > 0) g.fillRect(x, y, 1, view.height - y);
  }
}

function roundHead(g: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  g.beginPath();
  g.arc(x, y, radius, 0, 2 * Math.PI);
  g.fill();
}

function squareHead(g: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  const half = radius * 0.85;
  g.fillRect(x - half, y - half, 2 * half, 2 * half);
}
