/** Models and files that the tests of several calls of the command line learn from and write. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DEMO = join(ROOT, 'resources/demo/songs');
/** The model learned on them. */
export const DEMO_MODEL = join(ROOT, 'resources/demo/model.safetensors');
/** Two of the demo songs. */
export const [one, two] = [join(DEMO, 'd_e2m5.mid'), join(DEMO, 'd_e1m3.mid')];
/** A preset that learns within a second. */
export const SMALL = [
  '--preset',
  'quick',
  '--set',
  'hidden=32',
  '--set',
  'latent=4',
  '--set',
  'batch=8',
];

/** What every call says of a file that it wrote. */
export const written = z.object({ file: z.string(), notes: z.int(), seconds: z.number() });
/** Songs by their share. */
export const shares = z.record(z.string(), z.number());

/** Notes of a file that a call wrote. */
export function notesIn(file: string) {
  const piece = readMidi(new Uint8Array(readFileSync(file)), file);
  if (isProblem(piece)) throw new Error(`${file}: ${piece.code}`);
  return piece.tracks.flatMap((track) => track.notes);
}
