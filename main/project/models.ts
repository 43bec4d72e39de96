/** Edits of what was learned and of the project as a whole. */
import { UNARRANGED } from './arrangement.ts';
import { FIRST_MIX } from './mix.ts';
import type { ModelEntry, Project } from './project.ts';

/** What can be set on a project. */
export type ProjectSetting = Partial<Pick<Project, 'name' | 'bpm' | 'meter' | 'looping'>>;

/** A project with nothing in it. */
export function emptyProject(name: string): Project {
  return {
    name,
    songs: [],
    sketches: [],
    models: [],
    model: null,
    bpm: null,
    meter: { numerator: 4, denominator: 4 },
    looping: true,
    mix: FIRST_MIX,
    memories: [],
    paths: [],
    pad: null,
    arrangement: UNARRANGED,
    midiMap: [],
    snapshots: [],
    nextNoteId: 1,
  };
}

/** Sets name, tempo, meter or looping of the project. */
export function setProject(project: Project, setting: ProjectSetting): Project {
  return { ...project, ...setting };
}

/** A model that comes in; what is not said of it is as it was, or as nobody said it. */
export type NewModel = Pick<ModelEntry, 'id' | 'name' | 'preset' | 'bytes'> & Partial<ModelEntry>;

/** Adds a learned model, last in the list, and lets the pad play it. A model of that id is replaced (a run that goes on). */
export function addModel(project: Project, model: NewModel): Project {
  const known = project.models.some(({ id }) => id === model.id);
  const models = known
    ? project.models.map((before) => (before.id === model.id ? { ...before, ...model } : before))
    : [...project.models, { starred: false, at: null, parent: null, learned: null, ...model }];
  return { ...project, models, model: model.id };
}

/** Takes a model away; where it was the pad's, the last one left takes its place. */
export function removeModel(project: Project, id: string): Project {
  const models = project.models.filter((model) => model.id !== id);
  const model = project.model === id ? (models.at(-1)?.id ?? null) : project.model;
  return { ...project, models, model };
}

/** Gives a model a name. */
export function renameModel(project: Project, id: string, name: string): Project {
  return {
    ...project,
    models: project.models.map((model) => (model.id === id ? { ...model, name } : model)),
  };
}

/** Marks a model as one to find again, or no more. */
export function starModel(project: Project, id: string, starred: boolean): Project {
  return {
    ...project,
    models: project.models.map((model) => (model.id === id ? { ...model, starred } : model)),
  };
}

/** Lets the pad play another model; unchanged where there is none of that id. */
export function chooseModel(project: Project, id: string): Project {
  return project.models.some((model) => model.id === id) ? { ...project, model: id } : project;
}
