/** Paints what moves: the lens over the tiles, trail, links and memories, with the queue's ring and the cursor over them. */
import { traceGlyph } from '#renderer/design/glyph.ts';
import { rgba, songColour } from '#renderer/design/theme.ts';
import type { PadMemory, PadPoint, Place } from '../view.ts';
import { TRAIL, type TrailPlace } from '../map/trail.ts';
import { spotOf, type Spot } from '../map/viewport.ts';
import { paintCursor } from './cursor.ts';
import { paintTile } from './land.ts';
import { chip, circle, write } from './marks.ts';
import { paintQueue, type QueueRing } from './queue.ts';
import { colourOf, type Scene } from './scene.ts';

/** What changes from frame to frame. */
export interface Live {
  /** The hand's place, or null before it was ever on the map. */
  readonly cursor: Place | null;
  readonly links: readonly { readonly point: PadPoint; readonly share: number }[];
  readonly trail: readonly TrailPlace[];
  readonly memories: readonly PadMemory[];
  /** Points whose notes are selected in the roll. */
  readonly lit: readonly PadPoint[];
  /** Where the sounding phrase came from. */
  readonly sounding: Place | null;
  readonly queued: QueueRing | null;
  /** Point under the pointer, with the words about it. */
  readonly hint: { readonly point: PadPoint; readonly words: string } | null;
  readonly now: number;
}

const LENS = 70;
const LINK_WIDTHS = [3, 2, 1.25] as const;

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
  for (const point of live.lit) paintLit(g, scene, point);
  for (const memory of live.memories) paintMemory(g, scene, memory);
  if (live.queued !== null) paintQueue(g, scene, live.queued, live.sounding, cursor);
  if (cursor !== null) paintCursor(g, scene, cursor, live.cursor?.near === true);
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

function paintLit(g: CanvasRenderingContext2D, scene: Scene, point: PadPoint): void {
  markPoint(g, scene, point, 6);
  circle(g, spotOf(scene.viewport, point), 11, scene.theme.colour.text, 1.5);
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

function paintHint(
  g: CanvasRenderingContext2D,
  scene: Scene,
  hint: NonNullable<Live['hint']>,
): void {
  const { x, y } = spotOf(scene.viewport, hint.point);
  markPoint(g, scene, hint.point, 5);
  chip(g, scene.theme, hint.words, { x, y: y - 22 });
}
