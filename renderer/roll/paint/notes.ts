/** Paints the middle layer of the roll: the notes of the active lane and their velocities. */
import type { LaneNote } from '#main/project/project.ts';
import { mix, songColour, type Theme } from '#renderer/design/theme.ts';
import { densityRuns, isCrowded } from '../grid/density.ts';
import { indexOf, notesBetween } from '../grid/note-index.ts';
import { pitchName } from '../grid/scale.ts';
import { gridHeight, visibleTicks, xOf, yOf, type Viewport } from '../grid/viewport.ts';
import { velocityY } from '../gestures/velocity.ts';
import { controlUnder } from '../under.ts';
import { paintControl } from './control.ts';
import { detailOf, type RollScene } from './scene.ts';

/** Velocities are drawn in this many shades, one fill each. */
const SHADES = 16;
/** Rows from this height on show names and grips. */
const CLOSE = 20;
/** Rows from this height on can bear names where a person asks for them. */
const NAMED = 8;

/** Paints the layer. */
export function paintNotes(g: CanvasRenderingContext2D, scene: RollScene): void {
  const { view, lane } = scene;
  if (lane === null) return;
  const { from, to } = visibleTicks(view);
  const notes = notesBetween(indexOf(lane.notes), from, to);
  g.save();
  g.beginPath();
  g.rect(view.keys, view.ruler, view.width - view.keys, gridHeight(view));
  g.clip();
  const crowded = isCrowded(notes.length, view);
  if (crowded) paintDensity(g, scene, notes);
  else paintEach(g, scene, notes);
  g.restore();
  if (view.velocity <= 0) return;
  const control = controlUnder(scene.under);
  if (control !== null) paintControl(g, scene, control);
  else if (!crowded) paintVelocities(g, scene, notes);
}

/** Box of a note on the screen. */
export function noteBox(
  view: Viewport,
  { start, end, pitch }: Pick<LaneNote, 'start' | 'end' | 'pitch'>,
) {
  return {
    x: xOf(view, start) + 0.5,
    y: yOf(view, pitch) + 0.5,
    width: Math.max(2, (end - start) * view.pixelsPerTick - 1.5),
    height: view.rowHeight - 1.5,
  };
}

/** Radius of a note's corners. */
export function noteRadius(view: Viewport, width: number): number {
  if (detailOf(view) === 'bars') return 0;
  return Math.min(view.rowHeight >= CLOSE ? 4 : 2, width / 2);
}

/** The colour of an unselected note: its lane's, over the row, stronger with velocity (0 to 1). */
export function noteColour(theme: Theme, colour: number, velocity: number): string {
  return mix(theme.colour['row-out'], songColour(theme, colour), 0.42 + 0.58 * velocity);
}

function paintDensity(
  g: CanvasRenderingContext2D,
  scene: RollScene,
  notes: readonly LaneNote[],
): void {
  const { view, theme, lane } = scene;
  const runs = densityRuns(notes, view);
  for (let level = 1; level <= 4; level++) {
    g.fillStyle = noteColour(theme, lane?.colour ?? 11, level / 4);
    g.beginPath();
    for (const run of runs) {
      if (run.level === level)
        g.rect(run.x, yOf(view, run.pitch) + 0.5, run.width, view.rowHeight - 1);
    }
    g.fill();
  }
}

function paintEach(
  g: CanvasRenderingContext2D,
  scene: RollScene,
  notes: readonly LaneNote[],
): void {
  const { view, theme, lane, selection } = scene;
  if (lane === null) return;
  const shades: LaneNote[][] = Array.from({ length: SHADES }, () => []);
  const selected: LaneNote[] = [];
  for (const note of notes) {
    if (selection.has(note.id)) selected.push(note);
    else shades[Math.min(SHADES - 1, Math.floor((note.velocity * SHADES) / 128))]?.push(note);
  }
  shades.forEach((group, shade) => {
    if (group.length === 0) return;
    const colour = noteColour(theme, lane.colour, (shade + 0.5) / SHADES);
    trace(g, view, group);
    if (lane.muted) {
      g.strokeStyle = colour;
      g.lineWidth = 1;
      g.stroke();
    } else {
      g.fillStyle = colour;
      g.fill();
    }
  });
  if (selected.length > 0) {
    trace(g, view, selected);
    g.fillStyle = theme.colour.accent;
    g.fill();
    g.strokeStyle = theme.dark ? theme.colour.well : theme.colour.text;
    g.lineWidth = theme.dark ? 1 : 1.25;
    g.stroke();
  }
  const close = view.rowHeight >= CLOSE;
  if (close) paintGrips(g, scene, selected);
  if (close || (scene.names && view.rowHeight >= NAMED)) paintNames(g, scene, notes);
}

function trace(g: CanvasRenderingContext2D, view: Viewport, notes: readonly LaneNote[]): void {
  g.beginPath();
  for (const note of notes) {
    const { x, y, width, height } = noteBox(view, note);
    const radius = noteRadius(view, width);
    if (radius > 0) g.roundRect(x, y, width, height, radius);
    else g.rect(x, y, width, height);
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

function paintNames(
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

function paintVelocities(
  g: CanvasRenderingContext2D,
  scene: RollScene,
  notes: readonly LaneNote[],
): void {
  const { view, theme, lane, selection } = scene;
  const head = view.rowHeight >= CLOSE ? 4.5 : 3;
  g.save();
  g.beginPath();
  g.rect(view.keys, view.height - view.velocity + 1, view.width - view.keys, view.velocity);
  g.clip();
  const plain = songColour(theme, lane?.colour ?? 11);
  const marked = theme.dark ? theme.colour.accent : theme.colour.text;
  for (const [colour, chosen] of [
    [plain, false],
    [marked, true],
  ] as const) {
    g.fillStyle = colour;
    g.beginPath();
    for (const { id, start, velocity } of notes) {
      if (selection.has(id) !== chosen) continue;
      const x = xOf(view, start) + 1.5;
      const y = velocityY(view, velocity);
      g.rect(x - 1, y, 2, view.height - y);
      g.moveTo(x + head, y);
      g.arc(x, y, head, 0, 2 * Math.PI);
    }
    g.fill();
  }
  if (!theme.dark) {
    g.fillStyle = theme.colour.accent;
    g.beginPath();
    for (const { id, start, velocity } of notes) {
      if (!selection.has(id)) continue;
      const y = velocityY(view, velocity);
      g.moveTo(xOf(view, start) + 1.5 + head * 0.6, y);
      g.arc(xOf(view, start) + 1.5, y, head * 0.6, 0, 2 * Math.PI);
    }
    g.fill();
  }
  g.restore();
}
