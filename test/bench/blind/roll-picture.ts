/** A phrase as a picture of a piano roll: time to the right, pitch upwards, a colour a part, a line a bar. */
import type { Phrase } from '#main/music/phrase.ts';
import { PARTS, type Part } from '#main/music/part.ts';
import { box, colourOf, line, picture, words } from '#main/engine/paper/svg.ts';

const ORDER: readonly Part[] = [...PARTS, 'all'];
const BEAT = 20;
const KEY = 5;
const TOP = 24;

/** The picture as SVG. */
export function rollPicture(title: string, { notes, length }: Phrase): string {
  const pitches = notes.map(({ pitch }) => pitch);
  const [low, high] = [Math.min(...pitches, 60) - 2, Math.max(...pitches, 60) + 2];
  const [width, height] = [(length / 480) * BEAT + 40, (high - low) * KEY + TOP + 10];
  const x = (tick: number): number => 30 + (tick / 480) * BEAT;
  const y = (pitch: number): number => TOP + (high - pitch) * KEY;
  const bars = Array.from({ length: Math.floor(length / 1920) + 1 }, (_, bar) => bar);
  const octaves = Array.from({ length: 11 }, (_, octave) => 12 * octave).filter(
    (pitch) => pitch > low && pitch < high,
  );
  return picture(width, height, [
    words(4, 14, title),
    ...bars.map((bar) =>
      line(
        [
          [x(1920 * bar), TOP],
          [x(1920 * bar), height - 10],
        ],
        bar % 2 === 0 ? '#bbb' : '#eee',
      ),
    ),
    ...octaves.map((pitch) => words(2, y(pitch) + 4, `C${pitch / 12 - 1}`, { size: 9 })),
    ...notes.map(({ pitch, start, end, part }) =>
      box(
        x(start),
        y(pitch),
        Math.max(1, x(end) - x(start) - 0.6),
        KEY - 0.6,
        colourOf(ORDER.indexOf(part), ORDER.length),
      ),
    ),
  ]);
}
