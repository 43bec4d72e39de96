/** Paints a crowd of notes as columns of density, when each would be thinner than a pixel: one point a column and row, drawn larger. */
import type { LaneNote } from '#main/project/project.ts';
import { rgb } from '#renderer/design/theme.ts';
import { pitchAt, pitchesWithRows, yOf, type Viewport } from '../grid/viewport.ts';

/** Shades of density, from a quarter of the time to all of it. */
const LEVELS = 4;

/** Paints it; `colour` gives `#rrggbb` by the share of time that sounds, 0.25 to 1; `alpha` 0 to 1. Rows are apart by a pixel. */
export function paintDensity(
  g: CanvasRenderingContext2D,
  view: Viewport,
  notes: readonly LaneNote[],
  colour: (share: number) => string,
  alpha = 1,
): void {
  const low = pitchAt(view, view.height);
  const pitches = pitchesWithRows(view, low, pitchAt(view, 0)).toReversed();
  const [highest] = pitches;
  if (highest === undefined) return;
  const rowOf = new Int16Array(128).fill(-1);
  pitches.forEach((pitch, row) => (rowOf[pitch] = row));
  const columns = Math.max(1, Math.round(view.width));
  const cover = new Float32Array(pitches.length * columns);
  const scale = (view.pixelsPerTick * columns) / view.width;
  for (const { pitch, start, end } of notes) {
    const row = (rowOf[pitch] ?? -1) * columns;
    if (row < 0) continue;
    const x0 = Math.max(0, (start - view.left) * scale);
    const x1 = Math.min(columns, Math.max((end - view.left) * scale, x0 + 0.25));
    for (let c = Math.floor(x0); c < x1; c++)
      cover[row + c] = (cover[row + c] ?? 0) + Math.min(c + 1, x1) - Math.max(c, x0);
  }
  const image = new ImageData(columns, pitches.length);
  const words = new Uint32Array(image.data.buffer);
  const shades = Array.from({ length: LEVELS + 1 }, (_, level) =>
    wordOf(colour(level / LEVELS), alpha),
  );
  for (let i = 0; i < cover.length; i++) {
    const share = cover[i] ?? 0;
    if (share > 0) words[i] = shades[Math.min(LEVELS, Math.ceil(share * LEVELS))] ?? 0;
  }
  const small = document.createElement('canvas');
  small.width = columns;
  small.height = pitches.length;
  small.getContext('2d')?.putImageData(image, 0, 0);
  g.save();
  g.beginPath();
  const top = yOf(view, highest);
  pitches.forEach((_, row) =>
    g.rect(0, top + row * view.rowHeight + 0.5, view.width, view.rowHeight - 1),
  );
  g.clip();
  g.imageSmoothingEnabled = false;
  g.drawImage(small, 0, top, view.width, pitches.length * view.rowHeight);
  g.restore();
}

/** A colour as the four bytes of a point of an image. */
function wordOf(hex: string, alpha: number): number {
  return new Uint32Array(new Uint8Array([...rgb(hex), Math.round(alpha * 255)]).buffer)[0] ?? 0;
}
