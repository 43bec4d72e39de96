/** Paints the hand on the map: glow, cross-hairs, marks at the edges, and the disc. */
import { rgba } from '#renderer/design/theme.ts';
import type { Spot } from '../map/viewport.ts';
import { circle, disc } from './marks.ts';
import type { Scene } from './scene.ts';

/** Radius of the hand's disc. */
export const HAND = 16;

/** Paints the cursor at a spot; hollow and dashed where it is only `near` the place that sounds. */
export function paintCursor(
  g: CanvasRenderingContext2D,
  { theme }: Scene,
  { x, y }: Spot,
  near: boolean,
): void {
  const { colour, dark } = theme;
  if (dark) {
    const glow = g.createRadialGradient(x, y, 4, x, y, 64);
    glow.addColorStop(0, rgba(colour.accent, 0.5));
    glow.addColorStop(1, rgba(colour.accent, 0));
    disc(g, { x, y }, 64, glow);
  }
  const px = Math.round(x) + 0.5;
  const py = Math.round(y) + 0.5;
  for (const [dx, dy] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ] as const) {
    const from = { x: px + 22 * dx, y: py + 22 * dy };
    const to = { x: px + 120 * dx, y: py + 120 * dy };
    const fade = g.createLinearGradient(from.x, from.y, to.x, to.y);
    fade.addColorStop(0, rgba(colour.text, 0.55));
    fade.addColorStop(1, rgba(colour.text, 0));
    g.strokeStyle = fade;
    g.lineWidth = 1;
    g.beginPath();
    g.moveTo(from.x, from.y);
    g.lineTo(to.x, to.y);
    g.stroke();
  }
  g.fillStyle = colour['accent-line'];
  g.fillRect(px - 1, 0, 2, 6);
  g.fillRect(0, py - 1, 6, 2);
  disc(g, { x, y }, HAND, dark ? rgba(colour.win, 0.8) : colour.text);
  g.setLineDash(near ? [5, 4] : []);
  circle(g, { x, y }, HAND - 1.5, colour.accent, 2.5);
  g.setLineDash([]);
  if (!near) disc(g, { x, y }, 6, colour.accent);
}
