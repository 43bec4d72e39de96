/** Where clips lie on the screen and what is drawn on them: the notes of the sketch, each time it goes round. */
import type { Ticks } from '#main/music/note.ts';
import { barsUntil, meterMap, type Bar } from '#main/music/meter.ts';
import type { Meter } from '#main/music/piece.ts';
import type { Clip } from '#main/project/arrangement.ts';
import type { Sketch } from '#main/project/project.ts';

/** More notes than this would cost more than they show. */
const MOST_NOTES = 1500;
/** Pixels that a bar's number needs. */
const LABEL = 40;

/** The notes of a clip as the path of an SVG whose width is the clip's ticks and whose height is 100. */
export function clipPath(clip: Clip, sketch: Sketch | null): string {
  if (sketch === null || sketch.length <= 0) return '';
  const notes = sketch.lanes.filter(({ muted }) => !muted).flatMap((lane) => lane.notes);
  let [low, high] = [127, 0];
  for (const { pitch } of notes) {
    low = Math.min(low, pitch);
    high = Math.max(high, pitch);
  }
  const tall = 100 / Math.max(8, high - low + 1);
  const rects: string[] = [];
  const first = clip.from % sketch.length;
  for (let origin = -first; origin < clip.length; origin += sketch.length)
    for (const { start, end, pitch } of notes) {
      const x = origin + start;
      if (x < 0 || x >= clip.length || rects.length >= MOST_NOTES) continue;
      const width = Math.max(20, Math.min(end - start, clip.length - x));
      const y = (high - pitch) * tall;
      rects.push(
        `M${x.toFixed(0)} ${y.toFixed(1)}h${width.toFixed(0)}v${(tall * 0.8).toFixed(1)}h-${width.toFixed(0)}z`,
      );
    }
  return rects.join('');
}

/** Where a sketch begins anew within a clip, in ticks from the clip's start. */
export function seams(clip: Clip, sketch: Sketch | null): readonly Ticks[] {
  if (sketch === null || sketch.length <= 0) return [];
  const found: Ticks[] = [];
  const first = sketch.length - (clip.from % sketch.length);
  for (let at = first; at < clip.length; at += sketch.length) found.push(at);
  return found;
}

/** Where bars begin, from the start to behind `until`. */
export function barLines(meters: readonly Meter[], until: Ticks): readonly Ticks[] {
  return barsUntil(meterMap({ division: 480, meters }), until).map(({ tick }) => tick);
}

/** The bars that bear a number, far enough apart to be read. */
export function labelledBars(
  meters: readonly Meter[],
  until: Ticks,
  pixelsPerTick: number,
): readonly Bar[] {
  const bars = barsUntil(meterMap({ division: 480, meters }), until);
  const width = (bars[0]?.ticks ?? 1920) * pixelsPerTick;
  const every = width >= LABEL ? 1 : 2 ** Math.ceil(Math.log2(LABEL / width));
  return bars.filter(({ number }) => (number - 1) % every === 0);
}
