/** Paints what moves: the lens over the tiles, trail, links, memories, the queue's ring and the cursor. */
import { traceGlyph } from '#renderer/design/glyph.ts';
import { rgba, songColour, type Theme } from '#renderer/design/theme.ts';
import type { PadMemory, PadPoint, Place } from '../view.ts';
import { TRAIL, type TrailPlace } from '../map/trail.ts';
import { spotOf, type Spot } from '../map/viewport.ts';
import { paintTile } from './land.ts';
import { colourOf, type Scene } from './scene.ts';

/** What changes from frame to frame. */
export interface Live {
  /** The hand's place, or null before it was ever on the map. */
  readonly cursor: Place | null;
  readonly links: readonly { readonly point: PadPoint; readonly share: number }[];
  readonly trail: readonly TrailPlace[];
  readonly memories: readonly PadMemory[];
  /** Where the sounding phrase came from. */
  readonly sounding: Place | null;
  readonly queued: QueueRing | null;
  /** Point under the pointer, with the words about it. */
  readonly hint: { readonly point: PadPoint; readonly words: string } | null;
  readonly now: number;
}

/** The ring at the place that sounds next: words inside, and the share of time left. */
export interface QueueRing {
  readonly place: Place;
  readonly words: string;
  readonly left: number;
}

const WHOLE = 2 * Math.PI;
const LENS = 70;
const LINK_WIDTHS = [3, 2, 1.25] as const;
const RING = 13;
const HAND = 16;

/** Lifts the tiles round the hand, over the tiles that are there already. */
export function paintLens(g: CanvasRenderingContext2D, scene: Scene, cursor: Place | null): void {
  if (cursor === null) return;
  const { viewport } = scene;
  const hand = spotOf(viewport, cursor);
  const sigma = LENS * Math.min(1.2, Math.min(viewport.width, viewport.height * 1.7) / 900);
  for (const tile of scene.land.tiles) {
    const dx = tile.box.x + tile.box.width / 2 - hand.x;
    const dy = tile.box.y + tile.box.height / 2 - hand.y;
    const lens = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
    if (lens > 0.02) paintTile(g, scene, { ...tile, knowledge: tile.knowledge * lens }, lens);
  }
}

/** Paints trail, links, memories, queue and cursor, in this order. */
export function paintLive(g: CanvasRenderingContext2D, scene: Scene, live: Live): void {
  const cursor = live.cursor === null ? null : spotOf(scene.viewport, live.cursor);
  paintTrail(g, scene, live);
  if (cursor !== null) paintLinks(g, scene, cursor, live.links);
  for (const memory of live.memories) paintMemory(g, scene, memory);
  if (live.queued !== null) paintQueue(g, scene, live.queued, live.sounding, cursor);
  if (cursor !== null) paintCursor(g, scene, cursor);
  if (live.hint !== null) paintHint(g, scene, live.hint);
}

function paintTrail(g: CanvasRenderingContext2D, { viewport, theme }: Scene, live: Live): void {
  g.lineCap = 'round';
  for (let i = 1; i < live.trail.length; i++) {
    const from = live.trail[i - 1];
    const to = live.trail[i];
    if (from === undefined || to === undefined) continue;
    const fresh = Math.max(0, 1 - (live.now - to.at) / TRAIL);
    const a = spotOf(viewport, from);
    const b = spotOf(viewport, to);
    g.strokeStyle = rgba(
      theme.dark ? '#ffffff' : theme.colour.text,
      (theme.dark ? 0.8 : 0.75) * fresh,
    );
    g.lineWidth = 0.75 + 2.5 * fresh;
    g.beginPath();
    g.moveTo(a.x, a.y);
    g.lineTo(b.x, b.y);
    g.stroke();
  }
}

function paintLinks(
  g: CanvasRenderingContext2D,
  scene: Scene,
  cursor: Spot,
  links: Live['links'],
): void {
  const { viewport, theme, songs } = scene;
  links.forEach(({ point }, i) => {
    const { x, y } = spotOf(viewport, point);
    g.strokeStyle = rgba(colourOf(theme, songs, point.song), 0.95);
    g.lineWidth = LINK_WIDTHS[i] ?? 1.25;
    g.beginPath();
    g.moveTo(cursor.x, cursor.y);
    g.lineTo(x, y);
    g.stroke();
    markPoint(g, scene, point, 6);
  });
}

function markPoint(g: CanvasRenderingContext2D, scene: Scene, point: PadPoint, r: number): void {
  const { viewport, theme, songs } = scene;
  const { x, y } = spotOf(viewport, point);
  const colour = songs.get(point.song)?.colour ?? 1;
  for (const [radius, fill] of [
    [r + 2, theme.colour.well],
    [r, songColour(theme, colour)],
  ] as const) {
    g.fillStyle = fill;
    g.beginPath();
    traceGlyph(g, colour, x, y, radius);
    g.fill();
  }
}

function paintMemory(
  g: CanvasRenderingContext2D,
  { viewport, theme }: Scene,
  memory: PadMemory,
): void {
  const { x, y } = spotOf(viewport, memory.place);
  g.beginPath();
  g.roundRect(x - 9, y - 9, 18, 18, 5);
  g.fillStyle = theme.colour.raise;
  g.fill();
  g.strokeStyle = memory.chosen ? theme.colour['accent-line'] : theme.colour.edge;
  g.lineWidth = memory.chosen ? 1.5 : 1;
  g.stroke();
  write(g, memory.name, { x, y: y + 0.5 }, theme.colour.text, `600 11px ${theme.font}`);
}

function paintQueue(
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
  if (!held) {
    g.fillStyle = rgba(colour.well, 0.75);
    g.beginPath();
    g.arc(centre.x, centre.y, radius, 0, WHOLE);
    g.fill();
  }
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
    -Math.PI / 2 + WHOLE * Math.max(0, Math.min(1, queued.left)),
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

function paintCursor(g: CanvasRenderingContext2D, { theme }: Scene, { x, y }: Spot): void {
  const { colour, dark } = theme;
  if (dark) {
    const glow = g.createRadialGradient(x, y, 4, x, y, 64);
    glow.addColorStop(0, rgba(colour.accent, 0.5));
    glow.addColorStop(1, rgba(colour.accent, 0));
    g.fillStyle = glow;
    g.beginPath();
    g.arc(x, y, 64, 0, WHOLE);
    g.fill();
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
  g.fillStyle = dark ? rgba(colour.win, 0.8) : colour.text;
  g.beginPath();
  g.arc(x, y, HAND, 0, WHOLE);
  g.fill();
  circle(g, { x, y }, HAND - 1.5, colour.accent, 2.5);
  g.fillStyle = colour.accent;
  g.beginPath();
  g.arc(x, y, 6, 0, WHOLE);
  g.fill();
}

function paintHint(
  g: CanvasRenderingContext2D,
  scene: Scene,
  hint: NonNullable<Live['hint']>,
): void {
  const { x, y } = spotOf(scene.viewport, hint.point);
  markPoint(g, scene, hint.point, 5);
  chip(g, scene.theme, hint.words, { x, y: y - 22 });
}

/** A line of words on a small plate, kept off the left edge. */
function chip(g: CanvasRenderingContext2D, theme: Theme, words: string, centre: Spot): void {
  g.font = `400 11px ${theme.font}`;
  const width = g.measureText(words).width + 14;
  const x = Math.max(width / 2 + 4, centre.x);
  g.beginPath();
  g.roundRect(x - width / 2, centre.y - 10, width, 20, 5);
  g.fillStyle = theme.colour.raise;
  g.fill();
  write(g, words, { x, y: centre.y + 0.5 }, theme.colour.text, `400 11px ${theme.font}`);
}

function circle(
  g: CanvasRenderingContext2D,
  { x, y }: Spot,
  r: number,
  colour: string,
  width: number,
): void {
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.beginPath();
  g.arc(x, y, r, 0, WHOLE);
  g.stroke();
}

function write(
  g: CanvasRenderingContext2D,
  words: string,
  { x, y }: Spot,
  colour: string,
  font: string,
): void {
  g.font = font;
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.fillStyle = colour;
  g.fillText(words, x, y);
}
