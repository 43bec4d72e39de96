/** Work that grows by one note an edit, each a quarter after the one before: what came back tells how much of it did. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isProblem } from '#main/music/problem.ts';
import { unpackAutosave } from '#main/project/autosave.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import { open, type History } from '#main/project/history.ts';
import { addModel, emptyProject } from '#main/project/models.ts';
import { addNotes } from '#main/project/notes.ts';
import { addEmptySketch } from '#main/project/sketches.ts';
import { addSong } from '#main/project/songs.ts';
import { readSong } from '#renderer/session/song.ts';
import { DEMO_MODEL, eightSongs } from '../../app/walk.ts';
import type { Project } from '#main/project/project.ts';

const QUARTER = 480;
/** Quarters that the sketch is long, which is more than anybody draws between two kills. */
const ROOM = 4000;

/** A project as a person has it after an evening: eight songs, a model, and a sketch with one note that is to become many. */
export async function begun(): Promise<Uint8Array> {
  let project: Project = emptyProject('work');
  for (const file of await eightSongs()) {
    const song = await readSong({ name: path.basename(file), bytes: await readFile(file) });
    if (!isProblem(song)) project = addSong(project, song);
  }
  const bytes = new Uint8Array(await readFile(DEMO_MODEL));
  project = addModel(project, { id: 'demo', name: '', preset: 'quick', bytes });
  project = addEmptySketch(project, 'Growing', ROOM * QUARTER);
  const note = { pitch: 60, velocity: 90, start: 0, end: QUARTER };
  project = addNotes(project, project.sketches[0]?.id ?? '', 'melody', [note]);
  return pack(open(project));
}

/** How many edits are in a history. @throws where it is not all of them up to some moment, one by one, or something else is missing */
function editsIn({ project }: History): number {
  const [sketch] = project.sketches;
  const notes = sketch?.lanes.flatMap((lane) => lane.notes).sort((a, b) => a.id - b.id) ?? [];
  const first = notes[0]?.id ?? 0;
  const whole = notes.every(
    ({ id, start, pitch }, index) =>
      id === first + index && start === index * QUARTER && pitch === 60,
  );
  const { songs, models } = project;
  if (!whole || notes.length === 0 || songs.length !== 8 || models.length === 0)
    throw new Error(`what came back has holes: ${notes.map(({ start }) => start).join(' ')}`);
  return notes.length - 1;
}

/** The edits in a saved file. @throws where anything of it is damaged */
export function editsSaved(bytes: Uint8Array): number {
  const read = unpack(bytes);
  if ('kind' in read) throw new Error(`the saved file is refused: ${read.code}`);
  if (read.losses.length > 0) throw new Error('the saved file is damaged');
  return editsIn(read.history);
}

/** The edits in unsaved work. @throws where anything of it is damaged */
export function editsKept(bytes: Uint8Array): number {
  const read = unpackAutosave(bytes);
  if (read === null || read.losses.length > 0) throw new Error('the unsaved work is damaged');
  return editsIn(read.history);
}
