/** Paints what sounds next: a ring that empties, and the dotted way to it from what sounds. */
import { rgba } from '#renderer/design/theme.ts';
import type { Place } from '../view.ts';
import { spotOf, type Spot } from '../map/viewport.ts';
import { HAND } from './cursor.ts';
import { chip, circle, disc, write } from './marks.ts';
import type { Scene } from './scene.ts';

/** The ring at the place that sounds next: words inside, and the share of time left. */
export interface QueueRing {
  readonly place: Place;
  readonly words: string;
  readonly left: number;
}

const RING = 13;

/** Paints the ring; round the hand's disc where the hand is on it. */
export function paintQueue(
  g: CanvasRenderingContext2D,
  { viewport, theme }: Scene,
  queued: QueueRing,
  sounding: Place | null,
  cursor: Spot | null,
): void {
  const to = spotOf(viewport, queued.place);
  // Under the hand the ring lies round the cursor's disc, and its words above it.
  const held = cursor !== null && Math.hypot(cursor.x - to.x, cursor.y - to.y) < HAND + RING;
  const centre = held ? cursor : to;
  const radius = held ? HAND + 6 : RING;
  const { colour, dark } = theme;
  if (sounding !== null)
    paintWay(g, spotOf(viewport, sounding), centre, radius + 4, colour['accent-line']);
  if (!dark) circle(g, centre, radius, colour.accent, 6);
  if (!held) disc(g, centre, radius, rgba(colour.well, 0.75));
  circle(g, centre, radius, rgba(dark ? colour.accent : colour.text, 0.35), 2);
  g.strokeStyle = colour['accent-line'];
  g.lineWidth = 3;
  g.lineCap = 'butt';
  g.beginPath();
  g.arc(
    centre.x,
    centre.y,
    radius,
    -Math.PI / 2,
    -Math.PI / 2 + 2 * Math.PI * Math.max(0, Math.min(1, queued.left)),
  );
  g.stroke();
  if (held) chip(g, theme, queued.words, { x: centre.x, y: centre.y - radius - 15 });
  else
    write(
      g,
      queued.words,
      { x: centre.x, y: centre.y + 0.5 },
      colour.text,
      `600 11px ${theme.font}`,
    );
}

function paintWay(
  g: CanvasRenderingContext2D,
  from: Spot,
  to: Spot,
  gap: number,
  colour: string,
): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < gap + 10) return;
  const ux = (to.x - from.x) / length;
  const uy = (to.y - from.y) / length;
  g.strokeStyle = colour;
  g.lineWidth = 1.5;
  g.lineCap = 'round';
  g.setLineDash([2, 5]);
  g.beginPath();
  g.moveTo(from.x + ux * 6, from.y + uy * 6);
  g.lineTo(to.x - ux * gap, to.y - uy * gap);
  g.stroke();
  g.setLineDash([]);
  circle(g, from, 3.5, colour, 1.5);
}
