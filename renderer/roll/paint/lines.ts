/** Bar lines, beats and steps as they are seen at a zoom. */
import { gridLines, type GridLine } from '../grid/meter-grid.ts';
import { visibleTicks } from '../grid/viewport.ts';
import type { RollScene } from './scene.ts';

/** The lines that are seen, bars at least six pixels apart. */
export function linesOf(scene: RollScene, finest: 'bar' | 'beat' | 'step'): readonly GridLine[] {
  const { from, to } = visibleTicks(scene.view);
  return gridLines(scene.meters, from, to, finest, barsApart(scene, 6));
}

/** Every how many bars a line stands, so that lines are at least `least` pixels apart: a power of two. */
export function barsApart({ view }: RollScene, least: number): number {
  const bar = view.pixelsPerTick * 1920;
  return bar >= least ? 1 : 2 ** Math.ceil(Math.log2(least / bar));
}
