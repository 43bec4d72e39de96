/** Paints the lowest layer of the map: sea, shade, shore and the tiles with their tiny rolls. */
import { mix, rgb, rgba } from '#renderer/design/theme.ts';
import { contour, smooth, type Field, type Lattice } from '../map/land.ts';
import { layOut } from '../map/tiny-roll.ts';
import type { Viewport } from '../map/viewport.ts';
import { spotOf } from '../map/viewport.ts';
import type { ReadyTile, Scene } from './scene.ts';

/** Pixels between two values of the fine field. */
const FINE = 8;
/** Knowledge at which land ends, and that of the inner line. */
const SHORE = { outer: 0.12, inner: 0.55 } as const;
const INSET = 1.5;

/** Paints sea, shade, shore, tiles and the words of the sea. */
export function paintLand(g: CanvasRenderingContext2D, scene: Scene): void {
  const { viewport, theme } = scene;
  g.fillStyle = theme.colour.well;
  g.fillRect(0, 0, viewport.width, viewport.height);
  paintSea(g, scene);
  const fields = landFields(scene);
  if (fields !== null) {
    paintShade(g, fields, theme.dark ? 0.13 : 0.12);
    paintShore(g, fields.knowledge, scene);
  }
  for (const tile of scene.land.tiles) paintTile(g, scene, tile, 0);
  paintSeaWords(g, scene);
}

function paintSea(g: CanvasRenderingContext2D, { viewport, theme }: Scene): void {
  g.fillStyle = rgba(theme.colour['text-3'], theme.dark ? 0.22 : 0.34);
  g.beginPath();
  for (let y = 8; y < viewport.height; y += 16) {
    for (let x = 8; x < viewport.width; x += 16) g.rect(x - 0.5, y - 0.5, 1, 1);
  }
  g.fill();
}

interface LandFields {
  readonly knowledge: Field;
  readonly colour: readonly [Field, Field, Field];
}

function landFields({ land, viewport }: Scene): LandFields | null {
  const { grid } = land;
  if (grid === null) return null;
  const lattice = latticeOf(grid, viewport);
  const count = grid.columns * grid.rows;
  const knowledge = new Float32Array(count);
  const colour = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ] as const;
  grid.tiles.forEach((tile, at) => {
    if (tile === null) return;
    knowledge[at] = tile.knowledge;
    const parts = rgb(land.colour(tile));
    colour.forEach((plane, i) => (plane[at] = (parts[i] ?? 0) * tile.knowledge));
  });
  const fine = (values: Float32Array): Field =>
    smooth(values, lattice, viewport.width, viewport.height, FINE);
  return {
    knowledge: fine(knowledge),
    colour: [fine(colour[0]), fine(colour[1]), fine(colour[2])],
  };
}

/** Where the tiles' centres lie on the screen. */
export function latticeOf(grid: NonNullable<Scene['land']['grid']>, viewport: Viewport): Lattice {
  const first = spotOf(viewport, grid.origin);
  return {
    columns: grid.columns,
    rows: grid.rows,
    x: first.x,
    y: first.y,
    dx: (grid.step.x / 2) * viewport.field.width,
    dy: (-grid.step.y / 2) * viewport.field.height,
  };
}

/** The shade of the land as pixels, 4 bytes each, one a value of the fine field. */
export function shadePixels(
  { knowledge, colour }: LandFields,
  strength: number,
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(knowledge.values.length * 4);
  knowledge.values.forEach((k, at) => {
    if (k <= 0.001) return;
    colour.forEach((plane, i) => (out[at * 4 + i] = (plane.values[at] ?? 0) / k));
    out[at * 4 + 3] = 255 * strength * Math.sqrt(Math.min(1, Math.max(0, k - 0.05)));
  });
  return out;
}

function paintShade(g: CanvasRenderingContext2D, fields: LandFields, strength: number): void {
  const { columns, rows, step } = fields.knowledge;
  const small = new OffscreenCanvas(columns, rows);
  const pen = small.getContext('2d');
  if (pen === null) return;
  pen.putImageData(new ImageData(shadePixels(fields, strength), columns, rows), 0, 0);
  g.save();
  g.imageSmoothingEnabled = true;
  g.imageSmoothingQuality = 'high';
  g.drawImage(small, -step / 2, -step / 2, columns * step, rows * step);
  g.restore();
}

function paintShore(g: CanvasRenderingContext2D, knowledge: Field, { theme }: Scene): void {
  g.lineWidth = 1;
  g.lineCap = 'round';
  strokeSegments(
    g,
    contour(knowledge, SHORE.outer),
    rgba(theme.colour['text-2'], theme.dark ? 0.42 : 0.5),
  );
  strokeSegments(
    g,
    contour(knowledge, SHORE.inner),
    rgba(theme.colour['text-2'], theme.dark ? 0.1 : 0.16),
  );
}

function strokeSegments(g: CanvasRenderingContext2D, lines: Float32Array, colour: string): void {
  g.strokeStyle = colour;
  g.beginPath();
  for (let i = 0; i + 3 < lines.length; i += 4) {
    g.moveTo(lines[i] ?? 0, lines[i + 1] ?? 0);
    g.lineTo(lines[i + 2] ?? 0, lines[i + 3] ?? 0);
  }
  g.stroke();
}

/** Paints one tile; `lens` 0 to 1 is how far the hand lifts it. */
export function paintTile(
  g: CanvasRenderingContext2D,
  { theme, land }: Scene,
  { box, colour, knowledge, notes }: ReadyTile,
  lens: number,
): void {
  const { dark } = theme;
  const fill =
    (dark ? 0.05 + 0.24 * knowledge : 0.04 + 0.14 * knowledge) + lens * (dark ? 0.26 : 0.2);
  g.fillStyle = rgba(colour, fill);
  g.beginPath();
  g.roundRect(box.x + INSET, box.y + INSET, box.width - 2 * INSET, box.height - 2 * INSET, 4);
  g.fill();
  const inner = { x: box.x + 6, y: box.y + 6, width: box.width - 12, height: box.height - 12 };
  const strength = Math.min(1, knowledge * (dark ? 0.66 : 0.5) + 0.6 * lens);
  g.fillStyle = rgba(
    mix(colour, dark ? '#ffffff' : '#000000', (dark ? 0.12 : 0) + lens * (dark ? 0.5 : 0.2)),
    strength,
  );
  g.beginPath();
  for (const mark of layOut(notes, land.steps, land.span, inner, 2)) {
    g.rect(half(mark.x), half(mark.y), mark.width, mark.height);
  }
  g.fill();
}

function half(value: number): number {
  return Math.round(value * 2) / 2;
}

function paintSeaWords(g: CanvasRenderingContext2D, { sea, theme }: Scene): void {
  if (sea === null) return;
  g.font = `400 11px ${theme.font}`;
  g.letterSpacing = '.6px';
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.fillStyle = theme.colour['text-3'];
  g.fillText(sea.text, sea.x, sea.y);
  g.letterSpacing = '0px';
}
