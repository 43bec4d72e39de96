/** The musical values that travel between processes, as schemas. */
import { z } from 'zod';

export const part = z.enum(['melody', 'chords', 'bass', 'drums', 'all']);

export const phraseNote = z.object({
  part,
  pitch: z.int().min(0).max(127),
  velocity: z.int().min(0).max(127),
  start: z.number().min(0),
  end: z.number().min(0),
});

export const phrase = z.object({
  notes: z.array(phraseNote).readonly(),
  length: z.number().min(0),
  bpm: z.number().positive(),
  programs: z.partialRecord(part, z.int().min(0).max(127)),
});

/** How probabilities become notes: temperature 0 is the threshold alone; above it notes are sampled with the seed. `density` 0 to 1, 0.5 is the songs' own. */
export const shape = z.object({
  temperature: z.number().min(0).max(2).default(0),
  density: z.number().min(0).max(1).default(0.5),
  seed: z.int().min(0).default(1),
});

/** A song as an engine needs it: its MIDI bytes and the roles of its tracks (`null`: left out). */
export const songInput = z.object({
  /** Hash of the bytes; the song's name on every wire. */
  hash: z.string(),
  name: z.string(),
  bytes: z.instanceof(Uint8Array),
  /** One role a track, in file order; absent: the engine guesses as `assignParts` does. */
  parts: z.array(part.nullable()).optional(),
  /** Its key where a person named it; absent: the engine estimates it. */
  key: z.object({ tonic: z.int().min(0).max(11), minor: z.boolean() }).optional(),
});
export type SongInput = z.infer<typeof songInput>;
