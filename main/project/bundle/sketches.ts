/** Sketches in entries of their own, so that one that is damaged costs only itself. */
import { z } from 'zod';
import type { Sketch } from '../project.ts';
import type { Archive } from './archive.ts';
import { SKETCH } from './entries.ts';
import { parsedEntry, versionOf } from './find.ts';
import { migrated, VERSION } from './migrations.ts';
import { sketch as sketchRecord } from './schema/sketch.ts';
import type { Packed } from './zip.ts';

/** How `project.json` speaks of a sketch that lies elsewhere. */
const reference = z.strictObject({
  id: z.string(),
  name: z.string(),
  file: z.string().regex(SKETCH),
});

/** A `project.json` with its sketches in it. */
export interface Assembled {
  readonly project: unknown;
  /** The entry of each of its sketches; null where it has none of the newest version. */
  readonly packed: readonly (Packed | null)[];
}

/** `project.json` with its sketches in it, as version 1 had them; what is lost is left out and named. */
export function withSketches(
  project: unknown,
  archive: Archive,
  lost: (name: string) => void,
): Assembled {
  const { sketches }: { sketches?: unknown } = Object(project);
  if (!Array.isArray(sketches)) return { project, packed: [] };
  const packedOf = new Map(archive.entries.map(({ name, packed }) => [name, packed]));
  const whole = sketches.flatMap((each: unknown): { sketch: unknown; packed: Packed | null }[] => {
    const read = reference.safeParse(each);
    if (!read.success) return [{ sketch: each, packed: null }];
    const said = parsedEntry(archive, read.data.file);
    const { sketch, version }: { sketch?: unknown; version?: unknown } = Object(said);
    if (sketch === undefined) lost(read.data.name);
    const packed = version === VERSION ? (packedOf.get(read.data.file) ?? null) : null;
    return sketch === undefined ? [] : [{ sketch, packed }];
  });
  return {
    project: { ...Object(project), sketches: whole.map(({ sketch }) => sketch) },
    packed: whole.map(({ packed }) => packed),
  };
}

/** Every sketch of an archive that can be read by itself, for files whose `project.json` is lost. */
export function looseSketches(archive: Archive): readonly Sketch[] {
  return archive.entries.flatMap(({ name }) => {
    if (!SKETCH.test(name)) return [];
    const said = parsedEntry(archive, name);
    const { sketch }: { sketch?: unknown } = Object(said);
    const version = versionOf(said);
    if (version > VERSION) return [];
    const { sketches }: { sketches?: unknown } = Object(
      migrated({ sketches: [sketch] }, version, 'project'),
    );
    const read = z.array(sketchRecord).safeParse(sketches);
    return read.success ? read.data : [];
  });
}
