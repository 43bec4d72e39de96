/** Lays a phrase out as a tiny roll: a rectangle a note, drums along the foot. */
import type { PhraseNote } from '#main/music/phrase.ts';
import { PARTS } from '#main/music/part.ts';
import type { Box } from './viewport.ts';

/** A note to be laid out; `part` is an index into melody, chords, bass, drums, all. */
export interface TinyNote {
  readonly pitch: number;
  readonly start: number;
  readonly end: number;
  readonly part: number;
}

/** A laid-out note. */
export interface TinyMark extends Box {
  readonly part: number;
}

/** Lowest and highest pitch shown. */
export interface PitchSpan {
  readonly low: number;
  readonly high: number;
}

const DRUMS = 3;

/** Notes from the four bytes each that a palette tile has. */
export function unpackNotes(bytes: Uint8Array): readonly TinyNote[] {
  const notes: TinyNote[] = [];
  for (let i = 0; i + 3 < bytes.length; i += 4) {
    notes.push({
      pitch: bytes[i] ?? 0,
      start: bytes[i + 1] ?? 0,
      end: bytes[i + 2] ?? 0,
      part: bytes[i + 3] ?? 4,
    });
  }
  return notes;
}

/** Notes of a phrase in the same shape; times stay in ticks. */
export function tinyNotes(notes: readonly PhraseNote[]): readonly TinyNote[] {
  return notes.map(({ pitch, start, end, part }) => ({
    pitch,
    start,
    end,
    part: part === 'all' ? 4 : PARTS.indexOf(part),
  }));
}

/** The span that holds all but the outermost 2 % of the pitches on either side, at least an octave wide. */
export function pitchSpan(notes: Iterable<TinyNote>): PitchSpan {
  const counts = new Uint32Array(128);
  let total = 0;
  for (const { pitch, part } of notes) {
    if (part === DRUMS) continue;
    counts[pitch] = (counts[pitch] ?? 0) + 1;
    total++;
  }
  if (total === 0) return { low: 54, high: 66 };
  const edge = Math.floor(total * 0.02);
  const from = (start: number, step: number): number => {
    let seen = 0;
    for (let p = start; p >= 0 && p < 128; p += step) {
      seen += counts[p] ?? 0;
      if (seen > edge) return p;
    }
    return start;
  };
  const low = from(0, 1);
  const high = from(127, -1);
  const more = Math.max(0, 12 - (high - low));
  return { low: low - more / 2, high: high + more / 2 };
}

/** Where each note lies in `box`; `length` is the whole width in the notes' own time. */
export function layOut(
  notes: readonly TinyNote[],
  length: number,
  span: PitchSpan,
  box: Box,
  thickness: number,
): readonly TinyMark[] {
  const drums = notes.some(({ part }) => part === DRUMS);
  const perTime = box.width / Math.max(1e-9, length);
  const tall = box.height - thickness - (drums ? thickness + 1 : 0);
  const perPitch = tall / Math.max(1, span.high - span.low);
  return notes.flatMap(({ pitch, start, end, part }) => {
    if (start >= length) return [];
    const p = Math.max(span.low, Math.min(span.high, pitch));
    const width = Math.max(1.5, (Math.min(end, length) - start) * perTime - 0.75);
    const x = box.x + start * perTime;
    return part === DRUMS
      ? [{ x, y: box.y + box.height - thickness / 2, width: 1.5, height: thickness / 2, part }]
      : [{ x, y: box.y + (span.high - p) * perPitch, width, height: thickness, part }];
  });
}
