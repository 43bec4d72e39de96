/** How two versions of a project differ, counted by what a musician sees: songs, sketches, models, notes. */
import type { Content, Sketch } from './project.ts';

/** How many came, went and are not what they were. */
export interface Changes {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** What differs between two versions. */
export interface ContentDifference {
  readonly songs: Changes;
  readonly sketches: Changes;
  readonly models: Changes;
  /** Notes of sketches that both versions have; a note that was moved came and went. */
  readonly notes: Pick<Changes, 'added' | 'removed'>;
}

type Texts = ReadonlyMap<string, string>;

/** What leads from one version to the other. Equal is what reads the same, also where it was read from a file anew. */
export function differenceBetween(before: Content, after: Content): ContentDifference {
  const was = new Map(before.sketches.map((sketch) => [sketch.id, notesOf(sketch)]));
  let added = 0;
  let removed = 0;
  for (const sketch of after.sketches) {
    const old = was.get(sketch.id);
    if (old === undefined) continue;
    const fresh = notesOf(sketch);
    added += [...fresh].filter((note) => !old.has(note)).length;
    removed += [...old].filter((note) => !fresh.has(note)).length;
  }
  return {
    songs: changes(songTexts(before), songTexts(after)),
    sketches: changes(sketchTexts(before), sketchTexts(after)),
    models: changes(modelTexts(before), modelTexts(after)),
    notes: { added, removed },
  };
}

function changes(before: Texts, after: Texts): Changes {
  const came = [...after].filter(([id]) => !before.has(id));
  const stayed = [...after].filter(([id]) => before.has(id));
  return {
    added: came.length,
    removed: before.size - stayed.length,
    changed: stayed.filter(([id, text]) => before.get(id) !== text).length,
  };
}

const songTexts = ({ songs }: Content): Texts =>
  new Map(
    songs.map(({ hash, name, parts, colour }) => [hash, JSON.stringify([name, parts, colour])]),
  );

const sketchTexts = ({ sketches }: Content): Texts =>
  new Map(sketches.map((sketch) => [sketch.id, ordered(sketch)]));

const modelTexts = ({ models }: Content): Texts =>
  new Map(models.map(({ id, name, starred }) => [id, JSON.stringify([name, starred])]));

const notesOf = ({ lanes }: Sketch): ReadonlySet<string> =>
  new Set(
    lanes.flatMap(({ id: lane, notes }) =>
      notes.map(({ id, pitch, velocity, start, end }) =>
        [lane, id, pitch, velocity, start, end].join(' '),
      ),
    ),
  );

/** JSON whose keys are in order, since what was read again may have them in another. */
function ordered(thing: unknown): string {
  return JSON.stringify(thing, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
