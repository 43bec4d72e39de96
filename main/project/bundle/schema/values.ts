/** The values that records are made of, each with its bounds. */
import { z } from 'zod';
import type { PhraseNote, Phrase } from '#main/music/phrase.ts';

export const id = z.string().max(200);
export const name = z.string().max(1000);
export const ticks = z.number().min(0);
export const part = z.enum(['melody', 'chords', 'bass', 'drums', 'all']);
/** Seven bits: a pitch, a velocity, a program. */
export const seven = z.int().min(0).max(127);
export const share = z.number().min(0).max(1);
export const colour = z.int().min(1).max(12);
export const bpm = z.number().positive().max(60e6);
/** Milliseconds since 1970. */
export const date = z.number().min(0).max(8.64e15);
export const meter = z.strictObject({
  numerator: z.int().min(1).max(255),
  denominator: z
    .int()
    .min(1)
    .max(2 ** 20),
});

const phraseNote: z.ZodType<PhraseNote> = z.strictObject({
  part,
  pitch: seven,
  velocity: seven,
  start: ticks,
  end: ticks,
});
export const phraseNotes = z.array(phraseNote).max(100_000).readonly();
export const phrase: z.ZodType<Phrase> = z.strictObject({
  notes: phraseNotes,
  length: ticks,
  bpm,
  programs: z.strictObject({
    melody: seven.exactOptional(),
    chords: seven.exactOptional(),
    bass: seven.exactOptional(),
    drums: seven.exactOptional(),
    all: seven.exactOptional(),
  }),
});

/** A place of the map at a beat. */
export const move = z.strictObject({ beat: z.number().min(0), x: z.number(), y: z.number() });
