/** Edits of the named places of a sketch; at one tick there is one marker, and its tick is what it is found by. */
import type { Ticks } from '#main/music/note.ts';
import { withSketch } from './notes.ts';
import type { Marker, Project } from './project.ts';

/** Adds a marker; one that is there already gets the new name. */
export function addMarker(project: Project, sketch: string, marker: Marker): Project {
  const tick = Math.max(0, Math.round(marker.tick));
  return changed(project, sketch, (markers) => [
    ...markers.filter((each) => each.tick !== tick),
    { ...marker, tick },
  ]);
}

/** Moves a marker; one that lies where it comes to is replaced. */
export function moveMarker(project: Project, sketch: string, from: Ticks, to: Ticks): Project {
  const found = markersOf(project, sketch).find(({ tick }) => tick === from);
  if (found === undefined || from === to) return project;
  return addMarker(removeMarker(project, sketch, from), sketch, { ...found, tick: to });
}

/** Gives a marker another name. */
export function renameMarker(project: Project, sketch: string, at: Ticks, name: string): Project {
  return changed(project, sketch, (markers) =>
    markers.map((marker) => (marker.tick === at ? { ...marker, name } : marker)),
  );
}

/** Takes a marker away. */
export function removeMarker(project: Project, sketch: string, at: Ticks): Project {
  return changed(project, sketch, (markers) => markers.filter(({ tick }) => tick !== at));
}

function markersOf(project: Project, sketch: string): readonly Marker[] {
  return project.sketches.find(({ id }) => id === sketch)?.markers ?? [];
}

function changed(
  project: Project,
  id: string,
  change: (markers: readonly Marker[]) => readonly Marker[],
): Project {
  return withSketch(project, id, (sketch) => ({
    ...sketch,
    markers: change(sketch.markers).toSorted((a, b) => a.tick - b.tick),
  }));
}
