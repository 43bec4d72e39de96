/** Paints the ruler of the roll: bars, beats, the loop and the markers. */
import type { Marker } from '#main/project/project.ts';
import { changesOf, type Change } from '#renderer/course/changes.ts';
import { xOf } from '../grid/viewport.ts';
import { barsApart, linesOf } from './lines.ts';
import { detailOf, type RollScene } from './scene.ts';

/** Pixels that a bar's number takes before the signs of a change. */
const BAR_NUMBER = 20;
/** Pixels that a bar's number needs. */
const BAR_LABEL = 34;

/** Paints the ruler. */
export function paintRuler(g: CanvasRenderingContext2D, scene: RollScene): void {
  const { view, theme, loop, markers } = scene;
  g.fillStyle = theme.colour.pane;
  g.fillRect(0, 0, view.width, view.ruler);
  g.save();
  g.beginPath();
  g.rect(view.keys, 0, view.width - view.keys, view.ruler);
  g.clip();
  const beats = view.pixelsPerTick * 480 >= 18;
  const beatNames = detailOf(view) === 'names';
  const every = barsApart(scene, BAR_LABEL);
  g.textAlign = 'left';
  g.textBaseline = 'middle';
  for (const { tick, kind, bar, beat } of linesOf(scene, beats ? 'beat' : 'bar')) {
    const x = Math.round(xOf(view, tick));
    const isBar = kind === 'bar';
    g.fillStyle = isBar ? theme.colour.edge : theme.colour['line-2'];
    g.fillRect(x, isBar ? 8 : view.ruler - 7, 1, isBar ? view.ruler - 8 : 7);
    if (isBar ? (bar - 1) % every !== 0 : !beatNames) continue;
    g.font = `${isBar ? 600 : 400} 11px ${theme.font}`;
    g.fillStyle = isBar ? theme.colour.text : theme.colour['text-3'];
    g.fillText(isBar ? String(bar) : `${bar}.${beat}`, x + 5, isBar ? 15 : 14);
  }
  if (loop !== null) {
    const x = xOf(view, loop.start);
    g.beginPath();
    g.roundRect(x, 0, Math.max(2, xOf(view, loop.end) - x), 5, 2);
    g.fillStyle = theme.colour.accent;
    g.fill();
    if (!theme.dark) {
      g.strokeStyle = theme.colour.text;
      g.lineWidth = 1;
      g.stroke();
    }
  }
  for (const change of changesOf(scene.meters, scene.tempos)) paintChange(g, scene, change);
  for (const marker of markers) paintMarker(g, scene, marker);
  g.restore();
}

/** What changes at a tick, in signs every musician reads, on a line of its own colour; where bars crowd, the line alone. */
function paintChange(
  g: CanvasRenderingContext2D,
  { view, theme }: RollScene,
  { tick, words }: Change,
): void {
  const x = Math.round(xOf(view, tick));
  if (x > view.width || x < view.keys - 200) return;
  g.font = `500 10px ${theme.font}`;
  const width = g.measureText(words).width + 8;
  g.fillStyle = theme.colour.pane;
  g.fillRect(x + BAR_NUMBER, 7, width, 14);
  g.fillStyle = theme.colour['accent-line'];
  g.fillRect(x, 7, 1.5, view.ruler - 7);
  g.fillStyle = theme.colour['text-2'];
  g.textAlign = 'left';
  g.textBaseline = 'middle';
  g.fillText(words, x + BAR_NUMBER + 5, 14.5);
  g.font = `600 11px ${theme.font}`;
  g.fillStyle = theme.colour.text;
}

/** A flag on its pole, with its name where there is room before the next marker. */
function paintMarker(g: CanvasRenderingContext2D, scene: RollScene, { tick, name }: Marker): void {
  const { view, theme, markers } = scene;
  const x = Math.round(xOf(view, tick));
  if (x > view.width || x < view.keys - 400) return;
  const next = markers.find((other) => other.tick > tick);
  const room = (next === undefined ? view.width : xOf(view, next.tick)) - x - 4;
  g.font = `500 11px ${theme.font}`;
  const words = room > 24 ? name : '';
  const width = Math.min(room, words === '' ? 8 : g.measureText(words).width + 12);
  g.fillStyle = theme.colour['text-2'];
  g.fillRect(x, 7, 1.5, view.ruler - 7);
  g.save();
  g.beginPath();
  g.roundRect(x, 7, Math.max(6, width), 14, [0, 3, 3, 0]);
  g.fillStyle = theme.colour['raise-2'];
  g.fill();
  g.clip();
  g.fillStyle = theme.colour.text;
  g.textAlign = 'left';
  g.textBaseline = 'middle';
  g.fillText(words, x + 6, 14.5);
  g.restore();
}
