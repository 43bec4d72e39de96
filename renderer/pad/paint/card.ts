/** Paints a phrase as a tiny roll on a card: what sounds, what comes next, what a memory holds. */
import type { Phrase } from '#main/music/phrase.ts';
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import { songColour, type Theme } from '#renderer/design/theme.ts';
import { layOut, pitchSpan, tinyNotes } from '../map/tiny-roll.ts';

/** Lane colours of melody, chords, bass, drums and all: the end of the song colours, so that a part is rarely mistaken for a song. */
export const PART_COLOURS = [11, 12, 9, 10, 11] as const;

/** Paints the phrase; `position` in ticks marks what sounds now, null: nothing does. */
export function paintCard(
  g: CanvasRenderingContext2D,
  phrase: Phrase | null,
  position: number | null,
  theme: Theme,
  width: number,
  height: number,
): void {
  g.fillStyle = theme.colour.well;
  g.fillRect(0, 0, width, height);
  if (phrase === null || phrase.length <= 0) return;
  paintNotes(g, phrase, position, theme, width, height);
}

/** Paints beats, notes and position over whatever lies there. */
export function paintNotes(
  g: CanvasRenderingContext2D,
  phrase: Phrase,
  position: number | null,
  theme: Theme,
  width: number,
  height: number,
): void {
  if (phrase.length <= 0) return;
  g.fillStyle = theme.colour.line;
  const beats = phrase.length / TICKS_PER_QUARTER;
  for (let beat = 1; beat < beats && beats <= 64; beat++) {
    g.fillRect(Math.round((beat * width) / beats), 0, beat % 4 === 0 ? 1.5 : 0.5, height);
  }
  const notes = tinyNotes(phrase.notes);
  const box = { x: 1, y: 4, width: width - 2, height: height - 8 };
  const marks = layOut(notes, phrase.length, pitchSpan(notes), box, height > 36 ? 3 : 2);
  const now = position === null ? null : (position / phrase.length) * width;
  for (const { x, y, width: w, height: h, part } of marks) {
    const sounds = now !== null && x <= now && x + w > now;
    const lit = theme.dark ? '#ffffff' : theme.colour.text;
    g.fillStyle = sounds ? lit : songColour(theme, PART_COLOURS[part] ?? 11);
    g.beginPath();
    g.roundRect(x, y, w, h, Math.min(1.5, w / 2, h / 2));
    g.fill();
  }
  if (now === null) return;
  g.fillStyle = theme.colour['accent-line'];
  g.fillRect(now, 0, 1.5, height);
}
