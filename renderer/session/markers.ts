/** The markers of the open sketch: set, moved, named and taken away, each one entry of the history. */
import type { Ticks } from '#main/music/note.ts';
import type { EditCode } from '#main/project/label.ts';
import { addMarker, moveMarker, removeMarker, renameMarker } from '#main/project/markers.ts';
import type { Marker, Project } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Sketches } from './sketches.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** A marker that is being moved. */
export interface MarkerMove {
  readonly preview: (to: Ticks) => void;
  readonly keep: () => void;
  readonly cancel: () => void;
}

/** Markers of whatever sketch is open; without one nothing happens. */
export class Markers {
  readonly #workspace: Workspace;
  readonly #sketches: Sketches;

  constructor(workspace: Workspace, sketches: Sketches) {
    this.#workspace = workspace;
    this.#sketches = sketches;
  }

  /** Those of the open sketch, by tick. */
  get list(): readonly Marker[] {
    return this.#sketches.current?.markers ?? [];
  }

  /** Sets a marker, numbered until it gets a name. */
  add(tick: Ticks): void {
    const name = m.roll_marker_name({ n: String(this.list.length + 1) });
    this.#edit('marker_add', name, (project, sketch) => addMarker(project, sketch, { tick, name }));
  }

  rename(at: Ticks, name: string): void {
    this.#edit('marker_rename', this.#nameAt(at), (project, sketch) =>
      renameMarker(project, sketch, at, name),
    );
  }

  remove(at: Ticks): void {
    this.#edit('marker_remove', this.#nameAt(at), (project, sketch) =>
      removeMarker(project, sketch, at),
    );
  }

  /** Begins to move a marker. */
  move(from: Ticks): MarkerMove {
    const sketch = this.#sketches.open ?? '';
    const name = this.#nameAt(from);
    const gesture = this.#workspace.gesture();
    return {
      preview: (to) => gesture.preview((project) => moveMarker(project, sketch, from, to)),
      keep: () => gesture.keep({ code: 'marker_move', name }),
      cancel: gesture.cancel,
    };
  }

  #nameAt(at: Ticks): string {
    return this.list.find(({ tick }) => tick === at)?.name ?? '';
  }

  #edit(code: EditCode, name: string, verb: (project: Project, sketch: string) => Project): void {
    const { open } = this.#sketches;
    if (open !== null) this.#workspace.edit({ code, name }, (project) => verb(project, open));
  }
}
