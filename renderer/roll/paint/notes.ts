/** Paints the notes of the active lane, or a crowd of them as density. */
import type { LaneNote } from '#main/project/project.ts';
import { among } from '#main/project/note-set.ts';
import { rgba, songColour } from '#renderer/design/theme.ts';
import { indexOf, notesBetween } from '../grid/note-index.ts';
import { pitchAt, visibleTicks, type Viewport } from '../grid/viewport.ts';
import { paintDensity } from './density.ts';
import { CLOSE, isFull, noteBox, noteColour, noteRadius } from './note-box.ts';
import { paintNames } from './note-names.ts';
import type { RollScene } from './scene.ts';

/** Velocities are drawn in this many shades. */
const SHADES = 16;
/** Rows from this height on can bear names where a person asks for them. */
const NAMED = 8;
/** Pixels by which what is drawn of a note may stand out of it. */
const OVERHANG = 8;

/** Notes of a lane that are seen in a view, and those that reach into it by a hair. */
export function notesIn(view: Viewport, notes: readonly LaneNote[]): readonly LaneNote[] {
  const { from, to } = visibleTicks(view);
  const over = OVERHANG / view.pixelsPerTick;
  return notesBetween(indexOf(notes), from - over, to + over);
}

/** Paints them; the scene's view is of their part alone. */
export function paintNotes(g: CanvasRenderingContext2D, scene: RollScene, crowded: boolean): void {
  const { view, lane } = scene;
  if (lane === null) return;
  const notes = notesIn(view, lane.notes);
  if (crowded) return paintCrowd(g, scene, lane.colour, notes);
  const low = pitchAt(view, view.height);
  const high = pitchAt(view, 0);
  paintEach(
    g,
    scene,
    lane,
    notes.filter(({ pitch }) => pitch >= low && pitch <= high),
  );
}

function paintCrowd(
  g: CanvasRenderingContext2D,
  { view, theme, selection }: RollScene,
  colour: number,
  notes: readonly LaneNote[],
): void {
  paintDensity(g, view, notes, (share) => noteColour(theme, colour, share));
  if (selection.size === 0) return;
  const isChosen = among(selection);
  const chosen = notes.filter(({ id }) => isChosen(id));
  const { accent } = theme.colour;
  if (chosen.length > 0) paintDensity(g, view, chosen, () => accent);
}

function paintEach(
  g: CanvasRenderingContext2D,
  scene: RollScene,
  lane: NonNullable<RollScene['lane']>,
  notes: readonly LaneNote[],
): void {
  const { view, theme, selection } = scene;
  const shades: LaneNote[][] = Array.from({ length: SHADES }, () => []);
  const selected: LaneNote[] = [];
  const isChosen = among(selection);
  for (const note of notes) {
    if (isChosen(note.id)) selected.push(note);
    else shades[Math.min(SHADES - 1, Math.floor((note.velocity * SHADES) / 128))]?.push(note);
  }
  const curved = !isFull(notes, view);
  for (const [shade, group] of shades.entries()) {
    const colour = noteColour(theme, lane.colour, (shade + 0.5) / SHADES);
    g.fillStyle = colour;
    g.strokeStyle = colour;
    g.lineWidth = 1;
    for (const note of group) paintBox(g, view, note, curved, lane.muted ? 'outline' : 'fill');
  }
  paintSelected(g, scene, selected, curved);
  const close = view.rowHeight >= CLOSE;
  if (close) paintGrips(g, scene, selected);
  if (close || (scene.names && view.rowHeight >= NAMED)) paintNames(g, scene, notes);
}

function paintSelected(
  g: CanvasRenderingContext2D,
  { view, theme }: RollScene,
  notes: readonly LaneNote[],
  curved: boolean,
): void {
  const line = theme.dark ? theme.colour.well : theme.colour.text;
  g.strokeStyle = line;
  g.lineWidth = theme.dark ? 1 : 1.25;
  for (const note of notes) {
    if (curved) {
      g.fillStyle = theme.colour.accent;
      paintBox(g, view, note, true, 'fill');
      paintBox(g, view, note, true, 'outline');
      continue;
    }
    const { x, y, width, height } = noteBox(view, note);
    g.fillStyle = line;
    g.fillRect(x - 0.5, y - 0.5, width + 1, height + 1);
    g.fillStyle = theme.colour.accent;
    g.fillRect(x + 0.5, y + 0.5, Math.max(1, width - 1), height - 1);
  }
}

/** A note with round corners, or in a crowd with cut ones. */
function paintBox(
  g: CanvasRenderingContext2D,
  view: Viewport,
  note: LaneNote,
  curved: boolean,
  how: 'fill' | 'outline',
): void {
  const { x, y, width, height } = noteBox(view, note);
  const radius = noteRadius(view, width);
  if (curved && radius > 0) {
    g.beginPath();
    g.roundRect(x, y, width, height, radius);
    if (how === 'fill') g.fill();
    else g.stroke();
  } else if (how === 'outline') {
    g.strokeRect(x, y, width, height);
  } else if (radius < 1 || height < 4) {
    g.fillRect(x, y, width, height);
  } else {
    g.fillRect(x + 1, y, width - 2, height);
    g.fillRect(x, y + 1, width, height - 2);
  }
}

function paintGrips(
  g: CanvasRenderingContext2D,
  { view, theme }: RollScene,
  notes: readonly LaneNote[],
): void {
  g.fillStyle = theme.colour['on-accent'];
  g.beginPath();
  for (const note of notes) {
    const { x, y, width, height } = noteBox(view, note);
    if (width < 14) continue;
    g.roundRect(x + 3, y + 6, 2, height - 12, 1);
    g.roundRect(x + width - 5, y + 6, 2, height - 12, 1);
  }
  g.fill();
}

/** Paints another lane faintly; the scene's view is of the notes' part alone. */
export function paintGhost(
  g: CanvasRenderingContext2D,
  { view, theme }: RollScene,
  lane: RollScene['ghosts'][number],
  crowded: boolean,
): void {
  const notes = notesIn(view, lane.notes);
  const strength = (theme.dark ? 0.24 : 0.2) * (lane.muted ? 0.5 : 1);
  const colour = songColour(theme, lane.colour);
  if (crowded) return paintDensity(g, view, notes, () => colour, strength);
  g.fillStyle = rgba(colour, strength);
  const tall = view.rowHeight * 0.72;
  const inset = view.rowHeight * 0.14;
  const curved = !isFull(notes, view);
  g.beginPath();
  for (const note of notes) {
    const { x, y } = noteBox(view, note);
    const width = Math.max(1, (note.end - note.start) * view.pixelsPerTick - 1.5);
    const radius = curved ? Math.min(2, width / 2) : 0;
    if (radius > 0) g.roundRect(x, y - 0.5 + inset, width, tall, radius);
    else g.rect(x, y - 0.5 + inset, width, tall);
  }
  g.fill();
}
