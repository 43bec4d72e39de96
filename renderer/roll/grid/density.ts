/** Draws a crowd of notes as columns of density, when each would be thinner than a pixel. */
import type { LaneNote } from '#main/project/project.ts';
import { pitchAt, xOf, type Viewport } from './viewport.ts';

/** A run of pixels on a row with the share of time that sounds there, in quarters: 1 to 4. */
export interface DensityRun {
  readonly pitch: number;
  readonly x: number;
  readonly width: number;
  readonly level: number;
}

/** True where the notes seen are so many that columns say more than notes: on average less than a pixel each. */
export function isCrowded(count: number, view: Viewport): boolean {
  return count > 2000 && count > (view.width - view.keys) * 4;
}

/** Runs of equal density along every visible row. */
export function densityRuns(notes: readonly LaneNote[], view: Viewport): readonly DensityRun[] {
  const columns = Math.max(1, Math.ceil(view.width - view.keys));
  const high = pitchAt(view, view.ruler);
  const low = pitchAt(view, view.height - view.velocity);
  const rows = high - low + 1;
  const cover = new Float32Array(rows * columns);
  for (const { pitch, start, end } of notes) {
    if (pitch < low || pitch > high) continue;
    const x0 = Math.max(0, xOf(view, start) - view.keys);
    const x1 = Math.min(columns, Math.max(xOf(view, end) - view.keys, x0 + 0.25));
    const row = (pitch - low) * columns;
    for (let c = Math.floor(x0); c < x1; c++) {
      const part = Math.min(c + 1, x1) - Math.max(c, x0);
      cover[row + c] = (cover[row + c] ?? 0) + part;
    }
  }
  const runs: DensityRun[] = [];
  for (let r = 0; r < rows; r++) {
    let from = 0;
    let level = 0;
    for (let c = 0; c <= columns; c++) {
      const value = c < columns ? (cover[r * columns + c] ?? 0) : 0;
      const next = value <= 0 ? 0 : Math.min(4, Math.ceil(value * 4));
      if (next === level && c < columns) continue;
      if (level > 0) runs.push({ pitch: low + r, x: view.keys + from, width: c - from, level });
      from = c;
      level = next;
    }
  }
  return runs;
}
