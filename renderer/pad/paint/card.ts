/** Paints a phrase as a tiny roll on a card: what sounds, what comes next, what a memory holds. */
import type { Phrase } from '#main/music/phrase.ts';
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import { cleanPen, type CanvasSize } from '#renderer/design/canvas.ts';
import { songColour, type Theme } from '#renderer/design/theme.ts';
import { layOut, pitchSpan, tinyNotes, type TinyMark } from '../map/tiny-roll.ts';

/** Lane colours of melody, chords, bass, drums and all: the end of the song colours, so that a part is rarely mistaken for a song. */
export const PART_COLOURS = [11, 12, 9, 10, 11] as const;

/** A card: what stands still on it is painted once a phrase and laid under what moves. */
export class Card {
  #still: { readonly known: readonly unknown[]; readonly marks: readonly TinyMark[] } | null = null;
  readonly #picture = document.createElement('canvas');

  /** Paints the phrase; `position` in ticks marks what sounds now, null: nothing does. */
  paint(
    canvas: HTMLCanvasElement,
    phrase: Phrase | null,
    position: number | null,
    theme: Theme,
    size: CanvasSize,
  ): void {
    const { width, height } = size;
    const g = cleanPen(canvas, size);
    g.fillStyle = theme.colour.well;
    g.fillRect(0, 0, width, height);
    if (phrase === null || phrase.length <= 0) return;
    const known = [phrase, theme, size];
    let still = this.#still;
    if (still === null || !known.every((value, i) => value === still?.known[i])) {
      const marks = marksOf(phrase, width, height);
      paintStill(cleanPen(this.#picture, size), phrase, marks, theme, size);
      this.#still = still = { known, marks };
    }
    g.drawImage(this.#picture, 0, 0, width, height);
    if (position === null) return;
    const now = (position / phrase.length) * width;
    g.fillStyle = theme.dark ? '#ffffff' : theme.colour.text;
    for (const mark of still.marks) if (mark.x <= now && mark.x + mark.width > now) trace(g, mark);
    g.fillStyle = theme.colour['accent-line'];
    g.fillRect(now, 0, 1.5, height);
  }
}

/** Paints beats and notes over whatever lies there. */
export function paintNotes(
  g: CanvasRenderingContext2D,
  phrase: Phrase,
  theme: Theme,
  size: Pick<CanvasSize, 'width' | 'height'>,
): void {
  if (phrase.length > 0)
    paintStill(g, phrase, marksOf(phrase, size.width, size.height), theme, size);
}

function paintStill(
  g: CanvasRenderingContext2D,
  phrase: Phrase,
  marks: readonly TinyMark[],
  theme: Theme,
  { width, height }: Pick<CanvasSize, 'width' | 'height'>,
): void {
  g.fillStyle = theme.colour.line;
  const beats = phrase.length / TICKS_PER_QUARTER;
  for (let beat = 1; beat < beats && beats <= 64; beat++) {
    g.fillRect(Math.round((beat * width) / beats), 0, beat % 4 === 0 ? 1.5 : 0.5, height);
  }
  for (const mark of marks) {
    g.fillStyle = songColour(theme, PART_COLOURS[mark.part] ?? 11);
    trace(g, mark);
  }
}

function trace(g: CanvasRenderingContext2D, { x, y, width, height }: TinyMark): void {
  g.beginPath();
  g.roundRect(x, y, width, height, Math.min(1.5, width / 2, height / 2));
  g.fill();
}

/** Where the notes lie; of those of a long song that lie in one place to half a pixel, the longest. */
function marksOf(phrase: Phrase, width: number, height: number): readonly TinyMark[] {
  const notes = tinyNotes(phrase.notes);
  const box = { x: 1, y: 4, width: width - 2, height: height - 8 };
  const marks = layOut(notes, phrase.length, pitchSpan(notes), box, height > 36 ? 3 : 2);
  const places = new Map<number, TinyMark>();
  for (const mark of marks) {
    const place = (Math.round(mark.x * 2) * 8192 + Math.round(mark.y * 2)) * 8 + mark.part;
    const there = places.get(place);
    if (there === undefined || there.width < mark.width) places.set(place, mark);
  }
  return [...places.values()];
}
