/** Paints the top layer of the roll: notes that sound, playhead, rubber band and the tip. */
import { mix, rgba, songColour } from '#renderer/design/theme.ts';
import { indexOf, notesBetween } from '../grid/note-index.ts';
import { gridHeight, xOf, yOf } from '../grid/viewport.ts';
import { noteBox, noteRadius } from './note-box.ts';
import type { RollLive, RollScene } from './scene.ts';

/** Paints the layer. */
export function paintOverlay(g: CanvasRenderingContext2D, scene: RollScene, live: RollLive): void {
  const { view } = scene;
  g.save();
  g.beginPath();
  g.rect(view.keys, view.ruler, view.width - view.keys, gridHeight(view));
  g.clip();
  if (live.playing && live.playhead !== null) paintSounding(g, scene, live.playhead);
  if (live.band !== null) paintBand(g, scene, live.band);
  g.restore();
  if (live.playhead !== null) paintPlayhead(g, scene, live.playhead);
  if (live.tip !== null) paintTip(g, scene, live.tip);
}

function paintSounding(g: CanvasRenderingContext2D, scene: RollScene, tick: number): void {
  const { view, theme, lane } = scene;
  if (lane === null || lane.muted) return;
  const colour = songColour(theme, lane.colour);
  const lit = theme.dark ? mix(colour, '#ffffff', 0.72) : mix(colour, '#000000', 0.35);
  g.save();
  g.fillStyle = lit;
  g.shadowColor = rgba(colour, theme.dark ? 0.9 : 0.5);
  g.shadowBlur = view.rowHeight >= 20 ? 18 : 10;
  for (const note of notesBetween(indexOf(lane.notes), tick, tick)) {
    if (note.start > tick || note.end <= tick) continue;
    const { x, y, width, height } = noteBox(view, note);
    g.beginPath();
    g.roundRect(x, y, width, height, noteRadius(view, width));
    g.fill();
  }
  g.restore();
}

function paintBand(
  g: CanvasRenderingContext2D,
  { view, theme }: RollScene,
  band: NonNullable<RollLive['band']>,
): void {
  const x = xOf(view, band.from);
  const y = yOf(view, band.high);
  const width = (band.to - band.from) * view.pixelsPerTick;
  const height = yOf(view, band.low) - y + view.rowHeight;
  g.fillStyle = rgba(theme.colour.accent, theme.dark ? 0.1 : 0.3);
  g.fillRect(x, y, width, height);
  g.strokeStyle = theme.colour['accent-line'];
  g.lineWidth = 1;
  g.strokeRect(Math.round(x) + 0.5, Math.round(y) + 0.5, Math.round(width), Math.round(height));
}

function paintPlayhead(
  g: CanvasRenderingContext2D,
  { view, theme }: RollScene,
  tick: number,
): void {
  const x = Math.round(xOf(view, tick));
  if (x < view.keys - 1 || x > view.width) return;
  const { colour, dark } = theme;
  if (!dark) {
    g.fillStyle = rgba(colour.accent, 0.75);
    g.fillRect(x - 2, view.ruler, 5, view.height - view.ruler);
  }
  g.fillStyle = colour['accent-line'];
  g.fillRect(x, view.ruler - 2, dark ? 1.5 : 1, view.height);
  const y = view.ruler;
  g.beginPath();
  g.moveTo(x - 5, y - 10);
  g.lineTo(x + 6, y - 10);
  g.lineTo(x + 6, y - 5);
  g.lineTo(x + 0.5, y + 1);
  g.lineTo(x - 5, y - 5);
  g.closePath();
  g.fillStyle = colour.accent;
  g.fill();
  if (dark) return;
  g.strokeStyle = colour.text;
  g.lineWidth = 1;
  g.stroke();
}

function paintTip(
  g: CanvasRenderingContext2D,
  { view, theme }: RollScene,
  tip: NonNullable<RollLive['tip']>,
): void {
  const box = noteBox(view, tip.note);
  g.font = `400 12px ${theme.font}`;
  const width = g.measureText(tip.words).width + 20;
  const x = Math.max(view.keys + 4, Math.min(view.width - width - 4, box.x + box.width + 10));
  const above = box.y - 34;
  const y = above < view.ruler + 4 ? box.y + box.height + 8 : above;
  g.save();
  g.shadowColor = rgba('#000000', 0.5);
  g.shadowBlur = 12;
  g.beginPath();
  g.roundRect(x, y, width, 26, 5);
  g.fillStyle = theme.colour.raise;
  g.fill();
  g.restore();
  g.fillStyle = theme.colour.text;
  g.textAlign = 'left';
  g.textBaseline = 'middle';
  g.fillText(tip.words, x + 10, y + 13.5);
}
