/** A run of learning that is not over: what it goes on from, kept beside the unsaved project as bytes that outlive a crash. */
import { z } from 'zod';
import { progress } from '#main/protocol/learning.ts';
import { part, songInput, type SongInput } from '#main/protocol/music.ts';
import type { Song } from '#main/project/project.ts';

const header = z.object({
  /** Id of the run, and of the model that will come of it. */
  id: z.string(),
  preset: z.string(),
  /** Id of the model that it was learned on from, or null. */
  parent: z.string().nullable(),
  /** The songs as they were when it began; their bytes lie in the project. */
  songs: z
    .array(
      z.object({
        hash: z.string(),
        name: z.string(),
        parts: z.array(part.nullable()).readonly(),
        key: songInput.shape.key.nullable().default(null),
      }),
    )
    .readonly(),
  /** Seconds after which it ends; null: no limit of time. */
  total: z.number().nullable(),
  /** Whether the ends of songs are kept unheard although the preset learns every bar; older files do not say. */
  tested: z.boolean().default(false),
  /** Whether songs are learned in one key. */
  commonKey: z.boolean().default(false),
  step: z.int(),
  /** Seconds of learning so far, without pauses. */
  seconds: z.number(),
  curve: z.array(progress).readonly(),
});

/** A run that is not over. */
export interface UnfinishedRun extends z.infer<typeof header> {
  /** The last checkpoint; empty before the first. */
  readonly model: Uint8Array;
}

/** Bytes before the header: its length. */
const LEAD = 4;

/** A run as bytes. */
export function packRun({ model, ...about }: UnfinishedRun): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify({ ...about, bytes: model.length }));
  const packed = new Uint8Array(LEAD + head.length + model.length);
  new DataView(packed.buffer).setUint32(0, head.length);
  packed.set(head, LEAD);
  packed.set(model, LEAD + head.length);
  return packed;
}

/** Reads what `packRun` wrote; null where it is damaged: then the work beside it is recovered without. */
export function unpackRun(bytes: Uint8Array): UnfinishedRun | null {
  if (bytes.length < LEAD) return null;
  const end = LEAD + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(LEAD, end)));
    const { bytes: length, ...about } = header.extend({ bytes: z.int() }).parse(read);
    const model = bytes.slice(end);
    return model.length === length ? { ...about, model } : null;
  } catch {
    // What it was cannot be told; the answer says so.
    return null;
  }
}

/** The songs that a run learns, as an engine needs them, and the names of those that the project has no more. */
export function songsOf(
  run: UnfinishedRun,
  project: readonly Song[],
): { readonly inputs: readonly SongInput[]; readonly missing: readonly string[] } {
  const known = new Map(project.map((song) => [song.hash, song]));
  const inputs = run.songs.flatMap(({ hash, name, parts, key }) => {
    const song = known.get(hash);
    return song === undefined
      ? []
      : [
          {
            hash,
            name,
            parts: [...parts],
            ...(key === null ? {} : { key }),
            bytes: Uint8Array.from(song.bytes),
          },
        ];
  });
  const missing = run.songs.flatMap(({ hash, name }) => (known.has(hash) ? [] : [name]));
  return { inputs, missing };
}
