/** What is left of a file whose `project.json` is lost: songs, models and sketches, each found by itself. */
import { assignParts } from '#main/music/parts.ts';
import { open } from '../history.ts';
import { emptyProject } from '../models.ts';
import type { ModelEntry, NoteId, Project, Sketch } from '../project.ts';
import { addSong } from '../songs.ts';
import type { Unpacked } from '../bundle.ts';
import type { Archive } from './archive.ts';
import { isOurs, MODEL, PIECE } from './entries.ts';
import { bundleProblem, type BundleProblem, type Loss } from './problem.ts';
import type { Finder } from './records.ts';
import { looseSketches } from './sketches.ts';

/** Songs get their parts guessed again and names that count; notes get numbers anew; the history is gone. */
export function salvaged(
  archive: Archive,
  find: Finder,
  losses: readonly Loss[],
): Unpacked | BundleProblem {
  const names = archive.entries.map(({ name }) => name);
  if (!names.some(isOurs)) return bundleProblem('not-a-project');
  let project: Project = emptyProject('');
  for (const [index, name] of names.entries()) {
    const hash = PIECE.exec(name)?.[1];
    const called = `Song ${index}`;
    const record = {
      hash: hash ?? '',
      name: called,
      file: called,
      parts: [],
      colour: 1,
      key: null,
    };
    const song = hash === undefined ? null : find.song(record);
    if (song !== null) project = addSong(project, { ...song, parts: assignParts(song.piece) });
  }
  const models = names.flatMap((file, index): ModelEntry[] => {
    if (!MODEL.test(file)) return [];
    const id = `model-${index}`;
    const about = {
      id,
      name: id,
      preset: '',
      starred: false,
      at: null,
      parent: null,
      learned: null,
    };
    const model = find.model({ ...about, file });
    return model === null ? [] : [model];
  });
  project = numbered({ ...project, models, model: models.at(-1)?.id ?? null }, archive);
  if (project.songs.length + models.length + project.sketches.length === 0)
    return bundleProblem('nothing-left');
  return { history: open(project), losses: [...losses, { what: 'project', name: '' }] };
}

/** With the sketches that are left: their numbers and those of their notes may be another's, so all are given anew. */
function numbered(project: Project, archive: Archive): Project {
  let next: NoteId = project.nextNoteId;
  const sketches = looseSketches(archive).map((sketch): Sketch => {
    const id = `sketch-${next++}`;
    const lanes = sketch.lanes.map((lane) => ({
      ...lane,
      notes: lane.notes.map((note) => ({ ...note, id: next++ })),
    }));
    return { ...sketch, id, lanes };
  });
  return { ...project, sketches, nextNoteId: next };
}
