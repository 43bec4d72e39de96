/** Edits of the arrangement: clips are placed, moved, trimmed, repeated, split and taken away; where one comes to lie over others, they give way. */
import type { Ticks } from '#main/music/note.ts';
import { clipEnd, type Arrangement, type Clip, type ClipLane } from './arrangement.ts';
import type { LoopRegion, Project } from './project.ts';

/** The shortest clip (a 16th). */
export const SHORTEST_CLIP: Ticks = 120;

/** The id that the next clip gets; never given twice. */
export const clipId = ({ nextNoteId }: Project): string => `clip-${String(nextNoteId)}`;

/** The clip of an id, and its lane. */
export function findClip(
  { lanes }: Arrangement,
  id: string,
): { readonly lane: ClipLane; readonly clip: Clip } | null {
  for (const lane of lanes) {
    const clip = lane.clips.find((each) => each.id === id);
    if (clip !== undefined) return { lane, clip };
  }
  return null;
}

/** Puts a sketch on a lane at a tick, whole; its id is `clipId(project)`. */
export function placeClip(project: Project, sketch: string, lane: string, at: Ticks): Project {
  const found = project.sketches.find(({ id }) => id === sketch);
  if (found === undefined) return project;
  const clip = { id: clipId(project), sketch, at, from: 0, length: found.length };
  return laid(spent(project), lane, clip);
}

/** Moves a clip to another place, and to another lane where one is named. */
export function moveClip(project: Project, id: string, at: Ticks, to?: string): Project {
  const found = findClip(project.arrangement, id);
  if (found === null) return project;
  const lane = project.arrangement.lanes.find((each) => each.id === to)?.id ?? found.lane.id;
  return laid(removeClip(project, id), lane, { ...found.clip, at });
}

/** Moves an end of a clip; past the sketch's end it begins again. What of the sketch sounds where stays as it is. */
export function trimClip(project: Project, id: string, edge: 'start' | 'end', to: Ticks): Project {
  const found = findClip(project.arrangement, id);
  if (found === null) return project;
  const { clip, lane } = found;
  const end = clipEnd(clip);
  if (edge === 'end')
    return laid(removeClip(project, id), lane.id, {
      ...clip,
      length: Math.max(SHORTEST_CLIP, to - clip.at),
    });
  const at = Math.max(0, Math.min(to, end - SHORTEST_CLIP));
  const moved = later(project, clip, at - clip.at);
  return laid(removeClip(project, id), lane.id, { ...moved, length: end - at });
}

/** Makes a clip longer by its sketch once more, or shorter by that. */
export function repeatClip(project: Project, id: string, times: number): Project {
  const found = findClip(project.arrangement, id);
  const sketch = project.sketches.find((each) => each.id === found?.clip.sketch);
  if (found === null || sketch === undefined) return project;
  const { at, length } = found.clip;
  const next = length + times * sketch.length;
  return next < SHORTEST_CLIP ? project : trimClip(project, id, 'end', at + next);
}

/** Splits a clip at a tick; what follows is a clip of its own. */
export function splitClip(project: Project, id: string, tick: Ticks): Project {
  const found = findClip(project.arrangement, id);
  if (found === null) return project;
  const { clip, lane } = found;
  if (tick - clip.at < SHORTEST_CLIP || clipEnd(clip) - tick < SHORTEST_CLIP) return project;
  const rest = {
    ...later(project, clip, tick - clip.at),
    id: clipId(project),
    length: clipEnd(clip) - tick,
  };
  return laid(laid(spent(project), lane.id, { ...clip, length: tick - clip.at }), lane.id, rest);
}

/** Puts a copy of a clip right behind it. */
export function duplicateClip(project: Project, id: string): Project {
  const found = findClip(project.arrangement, id);
  if (found === null) return project;
  const copy = { ...found.clip, id: clipId(project), at: clipEnd(found.clip) };
  return laid(spent(project), found.lane.id, copy);
}

/** Takes a clip away. */
export function removeClip(project: Project, id: string): Project {
  return withLanes(project, (lanes) =>
    lanes.map((lane) => ({ ...lane, clips: lane.clips.filter((clip) => clip.id !== id) })),
  );
}

/** Adds an empty lane, last. */
export function addClipLane(project: Project): Project {
  const lane = { id: `clips-${String(project.nextNoteId)}`, muted: false, clips: [] };
  return withLanes(spent(project), (lanes) => [...lanes, lane]);
}

/** Takes a lane and its clips away; the last one stays. */
export function removeClipLane(project: Project, id: string): Project {
  return withLanes(project, (lanes) =>
    lanes.length < 2 ? lanes : lanes.filter((lane) => lane.id !== id),
  );
}

/** Lets a lane sound or not. */
export function muteClipLane(project: Project, id: string, muted: boolean): Project {
  return withLanes(project, (lanes) =>
    lanes.map((lane) => (lane.id === id ? { ...lane, muted } : lane)),
  );
}

/** Sets what comes round; null: all of it. */
export function loopArrangement(project: Project, loop: LoopRegion | null): Project {
  return { ...project, arrangement: { ...project.arrangement, loop } };
}

/** The number of a name is used up. */
function spent(project: Project): Project {
  return { ...project, nextNoteId: project.nextNoteId + 1 };
}

/** A clip without its first `by` ticks (negative: with what its sketch has before them). */
function later(project: Project, clip: Clip, by: Ticks): Clip {
  const length = project.sketches.find(({ id }) => id === clip.sketch)?.length ?? 1;
  const from = (((clip.from + by) % length) + length) % length;
  return { ...clip, at: clip.at + by, from };
}

/** Lays a clip on a lane; clips under it are cut short, cut in two or gone. */
function laid(project: Project, lane: string, wanted: Clip): Project {
  const clip = { ...wanted, at: Math.max(0, wanted.at) };
  const end = clipEnd(clip);
  let next = project.nextNoteId;
  const lanes = project.arrangement.lanes.map((each) => {
    if (each.id !== lane) return each;
    const around = each.clips.flatMap((other): Clip[] => {
      if (other.id === clip.id) return [];
      if (clipEnd(other) <= clip.at || other.at >= end) return [other];
      const before = { ...other, length: clip.at - other.at };
      const rest = { ...later(project, other, end - other.at), length: clipEnd(other) - end };
      const kept: Clip[] = [];
      if (before.length >= SHORTEST_CLIP) kept.push(before);
      if (rest.length >= SHORTEST_CLIP)
        kept.push(kept.length === 0 ? rest : { ...rest, id: `clip-${String(next++)}` });
      return kept;
    });
    return { ...each, clips: [...around, clip].sort((a, b) => a.at - b.at) };
  });
  return {
    ...project,
    nextNoteId: next,
    arrangement: { ...project.arrangement, lanes },
  };
}

function withLanes(
  project: Project,
  change: (lanes: readonly ClipLane[]) => readonly ClipLane[],
): Project {
  return {
    ...project,
    arrangement: { ...project.arrangement, lanes: change(project.arrangement.lanes) },
  };
}
