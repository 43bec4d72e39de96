/** Finds the emptiest water, where the sea is labelled once. */
import { overlap } from './names.ts';
import type { Box, Spot } from './viewport.ts';

const STEP = 24;

/** The centre for a label of this size, as far as possible from land and obstacles within `bounds`; null where it would touch either. */
export function emptiestSpot(
  land: readonly Box[],
  obstacles: readonly Box[],
  bounds: Box,
  size: { readonly width: number; readonly height: number },
): Spot | null {
  let best: Spot | null = null;
  let most = 0;
  for (let y = bounds.y + size.height; y < bounds.y + bounds.height - size.height; y += STEP) {
    for (
      let x = bounds.x + size.width / 2;
      x < bounds.x + bounds.width - size.width / 2;
      x += STEP
    ) {
      const box = {
        x: x - size.width / 2,
        y: y - size.height / 2,
        width: size.width,
        height: size.height,
      };
      if (obstacles.some((other) => overlap(box, other))) continue;
      const room = Math.min(200, ...land.map((tile) => gap(box, tile)));
      if (room > most) {
        most = room;
        best = { x, y };
      }
    }
  }
  return most >= 12 ? best : null;
}

/** Distance between two boxes, 0 where they touch. */
function gap(a: Box, b: Box): number {
  const dx = Math.max(0, b.x - a.x - a.width, a.x - b.x - b.width);
  const dy = Math.max(0, b.y - a.y - a.height, a.y - b.y - b.height);
  return Math.hypot(dx, dy);
}
