/** Paints the layer of the songs: threads of beads, each bead with its song's glyph, and the names. */
import { traceGlyph } from '#renderer/design/glyph.ts';
import { rgba } from '#renderer/design/theme.ts';
import type { PadPoint } from '../view.ts';
import { spotOf, type Spot, type Viewport } from '../map/viewport.ts';
import type { Tint } from '../map/tint.ts';
import { colourOf, tintColour, type Scene } from './scene.ts';

/** Pixels from which on two beads in a row lie in different regions. */
const LEAP = 120;

/** Radius of a point's glyph in a pane of this size. */
export function pointRadius({ width, height }: Viewport): number {
  const scale = Math.min(width, height * 1.7) / 900;
  return Math.max(2.1, 2.7 * Math.min(1.25, scale));
}

/** Paints threads, points and names. */
export function paintPoints(g: CanvasRenderingContext2D, scene: Scene): void {
  const bySong = groupBySong(scene.points);
  for (const [song, points] of bySong) paintThread(g, scene, song, points);
  for (const bead of beadsOf(scene)) paintBeads(g, scene, bead);
  paintNames(g, scene);
}

function groupBySong(points: readonly PadPoint[]): ReadonlyMap<string, readonly PadPoint[]> {
  const groups = new Map<string, PadPoint[]>();
  for (const point of points) {
    const group = groups.get(point.song);
    if (group === undefined) groups.set(point.song, [point]);
    else group.push(point);
  }
  return groups;
}

function paintThread(
  g: CanvasRenderingContext2D,
  scene: Scene,
  song: string,
  points: readonly PadPoint[],
): void {
  const spots = [...points].sort((a, b) => a.tick - b.tick).map((p) => spotOf(scene.viewport, p));
  const colour = colourOf(scene.theme, scene.songs, song);
  g.lineWidth = 1;
  g.lineJoin = 'round';
  // A song that leaps to another region keeps its thread, but so faintly that the beads stay what is read.
  for (const [leaps, strength] of [
    [false, 0.55],
    [true, 0.14],
  ] as const) {
    g.strokeStyle = rgba(colour, strength);
    g.beginPath();
    spots.forEach((to, i) => {
      const from = spots[i - 1];
      if (from === undefined || Math.hypot(to.x - from.x, to.y - from.y) > LEAP !== leaps) return;
      g.moveTo(from.x, from.y);
      g.lineTo(to.x, to.y);
    });
    g.stroke();
  }
}

/** Points that are drawn alike. */
interface Beads {
  readonly tint: Tint;
  readonly points: PadPoint[];
}

function beadsOf({ points, tints }: Scene): readonly Beads[] {
  const groups = new Map<string, Beads>();
  points.forEach((point, index) => {
    const tint = tints[index];
    if (tint === undefined) return;
    const key = `${String(tint.glyph)} ${String(tint.colour)} ${String(tint.share)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { tint, points: [point] });
    else group.points.push(point);
  });
  return [...groups.values()];
}

function paintBeads(
  g: CanvasRenderingContext2D,
  { viewport, theme }: Scene,
  { tint, points }: Beads,
): void {
  const { glyph } = tint;
  const r = pointRadius(viewport);
  // A rim of water a bead, so that neighbours stay apart: beads one by one would be cleaner, two fills a group are quicker.
  const spots = points.map((point) => spotOf(viewport, point));
  fillGlyphs(g, glyph, spots, r + 1, theme.colour.well);
  fillGlyphs(g, glyph, spots, r, tintColour(theme, tint));
  // A segment that was kept from learning is hollow.
  const hollow = points.flatMap((point, index) => (point.heldOut ? (spots[index] ?? []) : []));
  fillGlyphs(g, glyph, hollow, r * 0.55, theme.colour.well);
}

function fillGlyphs(
  g: CanvasRenderingContext2D,
  colour: number,
  spots: readonly Spot[],
  radius: number,
  fill: string,
): void {
  g.fillStyle = fill;
  g.beginPath();
  for (const { x, y } of spots) traceGlyph(g, colour, x, y, radius);
  g.fill();
}

function paintNames(g: CanvasRenderingContext2D, { names, theme }: Scene): void {
  g.font = `500 12px ${theme.font}`;
  g.letterSpacing = '.3px';
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.lineJoin = 'round';
  g.lineWidth = 4;
  g.strokeStyle = rgba(theme.colour.well, 0.9);
  g.fillStyle = theme.colour.text;
  for (const { text, x, y } of names) {
    g.strokeText(text, x, y);
    g.fillText(text, x, y);
  }
  g.letterSpacing = '0px';
}
