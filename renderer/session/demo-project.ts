/** The project that the demo's files make. */
import { isProblem } from '#main/music/problem.ts';
import { addModel, emptyProject } from '#main/project/models.ts';
import type { Project } from '#main/project/project.ts';
import { addSong } from '#main/project/songs.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Demo } from './demo.ts';
import { readSong } from './song.ts';

/** The project of the demo: its songs, and the model that was learned on them. */
export async function demoProject(demo: Demo): Promise<Project> {
  let project: Project = emptyProject(m.app_demo());
  for (const file of demo.songs) {
    const song = await readSong(file);
    if (!isProblem(song)) project = addSong(project, song);
  }
  if (demo.model === null) return project;
  return addModel(project, { id: 'demo', name: '', preset: 'quick', bytes: demo.model });
}
