/** `bench map`: frames of the map in a real browser while the hand moves, beside a map that paints all of it at each move. */
import { inPage } from './page.ts';
import type { measure } from './map-page.ts';
import type { BenchOptions } from './step.ts';

const COUNTS = [500, 5000] as const;
/** Milliseconds of a frame at 60 a second. */
const FRAME = 1000 / 60;

/** Frame times by number of points. Passes where the hand moves within a frame over the most points, at the median. */
export async function map({ seconds }: BenchOptions): Promise<object> {
  const moves = Math.max(60, Math.round(seconds * 20));
  const sizes = await inPage('test/bench/map-page.ts', 'map', async (call) => {
    const found: [string, ReturnType<typeof measure>][] = [];
    for (const points of COUNTS)
      found.push([
        String(points),
        (await call(`measure(${points}, ${moves})`)) as ReturnType<typeof measure>,
      ]);
    return Object.fromEntries(found);
  });
  const points = COUNTS[COUNTS.length - 1] ?? 0;
  const most = sizes[String(points)];
  if (most === undefined) throw new Error('nothing was measured');
  const [frame, naive] = [most.hand.p50, most.naive.p50];
  const goal = 'the hand moves over 5,000 points in <= 16.7 ms at the median';
  return { points, frame, naive, ratio: frame / naive, sizes, goal, pass: frame <= FRAME };
}
