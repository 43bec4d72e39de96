/** Notes on the way through a clipboard: as a text that says what it is, read with care because anything may lie there. */
import { z } from 'zod';
import type { Ticks } from '#main/music/note.ts';
import type { NewNote } from './notes.ts';
import type { LaneNote } from './project.ts';

/** Notes that were copied; places count from the bar line or grid line they were copied from. */
export interface Clip {
  readonly notes: readonly NewNote[];
  /** How much time they take, in ticks. */
  readonly length: Ticks;
}

/** Says that a text holds notes of Melodrift, and in which form. */
const KIND = 'melodrift-notes-1';
/** More than this no text is read: a clipboard may hold a whole book. */
const LONGEST_TEXT = 32 * 1024 * 1024;
/** The end of a piece of 24 hours at 500 beats a minute lies before this tick. */
export const LAST_TICK = 480 * 500 * 60 * 24;

const seven = z.int().min(0).max(127);
const tick = z.int().min(0).max(LAST_TICK);
const written = z.object({
  kind: z.literal(KIND),
  length: tick,
  notes: z.array(z.tuple([tick, tick, seven, seven.min(1)])).max(1_000_000),
});

/**
 * Notes as a clip, counted from the line of a grid at or before the first of them; null without notes.
 * @param grid ticks, so that what was off the grid is pasted as far off
 */
export function clipOf(notes: readonly LaneNote[], grid: Ticks): Clip | null {
  if (notes.length === 0) return null;
  const first = notes.reduce((least, { start }) => Math.min(least, start), Infinity);
  const last = notes.reduce((most, { end }) => Math.max(most, end), 0);
  const origin = Math.floor(first / grid) * grid;
  return {
    notes: notes.map(({ pitch, velocity, start, end }) => ({
      pitch,
      velocity,
      start: start - origin,
      end: end - origin,
    })),
    length: last - origin,
  };
}

/** A clip as text for a clipboard. */
export function textOfClip({ notes, length }: Clip): string {
  const rows = notes.map(({ start, end, pitch, velocity }) => [start, end, pitch, velocity]);
  return JSON.stringify({ kind: KIND, length, notes: rows });
}

/** The clip in a text, or null where it holds none. */
export function clipOfText(text: string): Clip | null {
  if (text.length > LONGEST_TEXT || !text.includes(KIND)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const read = written.safeParse(value);
  if (!read.success) return null;
  const notes = read.data.notes.map(([start, end, pitch, velocity]): NewNote => ({
    start,
    end,
    pitch,
    velocity,
  }));
  const whole = notes.length > 0 && notes.every(({ start, end }) => end > start);
  return whole ? { notes, length: read.data.length } : null;
}

/** The notes of a clip where they come to lie when it is pasted at a tick. */
export function pastedAt({ notes }: Clip, tick: Ticks): readonly NewNote[] {
  return notes.map((note) => ({ ...note, start: note.start + tick, end: note.end + tick }));
}
