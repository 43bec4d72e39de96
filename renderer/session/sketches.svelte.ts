/** Sketches: what is kept, named, marked, opened and thrown away. */
import type { Project, Sketch, Song } from '#main/project/project.ts';
import { keepSong } from '#main/project/whole-song.ts';
import {
  duplicateSketch,
  keepSketch,
  keepSketches,
  keepWhole,
  removeSketch,
  setSketch,
  sketchId,
  type Keepable,
} from '#main/project/sketches.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Workspace } from './workspace.svelte.ts';

/** The sketches of the project, and which one is open. */
export class Sketches {
  /** Id of the sketch in the roll, or null while a phrase is shown. */
  open = $state<string | null>(null);
  readonly #workspace: Workspace;

  readonly list: readonly Sketch[] = $derived.by(() => this.#workspace.project.sketches);
  readonly current: Sketch | null = $derived(this.byId(this.open));

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** The sketch of an id, or null. */
  byId(id: string | null): Sketch | null {
    return this.list.find((sketch) => sketch.id === id) ?? null;
  }

  /** Keeps a phrase as a sketch and opens it. */
  keep(keepable: Omit<Keepable, 'name'>): Sketch {
    const { phrase, provenance } = keepable;
    const name = this.#freshName();
    return this.#made(() =>
      this.#workspace.edit({ code: 'sketch_keep', name }, (project) =>
        keepSketch(project, phrase, name, provenance),
      ),
    );
  }

  /** Keeps what came of making a sketch again, beside it; its origin is the same. */
  keepAgain({ name, provenance }: Sketch, phrase: Keepable['phrase']): Sketch {
    const again = m.library_again_name({ name });
    return this.#made(() =>
      this.#workspace.edit({ code: 'sketch_regenerate', name }, (project) =>
        keepSketch(project, phrase, again, provenance),
      ),
    );
  }

  /** Puts a whole song among the sketches, as its file has it, and opens it. */
  keepSong(song: Song): Sketch {
    const { name } = song;
    return this.#made(() =>
      this.#workspace.edit({ code: 'sketch_keep', name }, (project) =>
        keepSong(project, song, name),
      ),
    );
  }

  /** Keeps what was heard as a sketch, made under a fresh name; what is open stays open. */
  keepHeard(make: (name: string) => Sketch): Sketch {
    const { open } = this;
    const name = this.#freshName();
    const kept = this.#made(() =>
      this.#workspace.edit({ code: 'sketch_keep', name }, (project) =>
        keepWhole(project, make(name)),
      ),
    );
    this.open = open;
    return kept;
  }

  /** Puts a sketch that came from elsewhere first in the list, and opens it. @param verb keeps it, as `keepWhole` does */
  paste(name: string, verb: (project: Project) => Project): Sketch {
    return this.#made(() => this.#workspace.edit({ code: 'sketch_paste', name }, verb));
  }

  /** A copy of a sketch, opened. */
  copy(id: string): Sketch {
    const name = this.#freshName();
    return this.#made(() =>
      this.#workspace.edit({ code: 'sketch_copy', name }, (project) =>
        duplicateSketch(project, id, name),
      ),
    );
  }

  /** Keeps several phrases as one entry of the history. */
  keepAll(wanted: readonly Keepable[]): void {
    this.#workspace.edit({ code: 'sketches_keep', n: wanted.length }, (project) =>
      keepSketches(project, wanted),
    );
  }

  remove(id: string): void {
    const name = this.#nameOf(id);
    this.#workspace.edit({ code: 'sketch_remove', name }, (project) => removeSketch(project, id));
    if (this.open === id) this.open = null;
  }

  rename(id: string, name: string): void {
    this.#workspace.edit({ code: 'sketch_rename', name: this.#nameOf(id) }, (project) =>
      setSketch(project, id, { name }),
    );
  }

  star(id: string, starred: boolean): void {
    const code = starred ? 'sketch_star' : 'sketch_unstar';
    this.#workspace.edit({ code, name: this.#nameOf(id) }, (project) =>
      setSketch(project, id, { starred }),
    );
  }

  /** Gives a sketch one of the song colours, or none. */
  colour(id: string, colour: number | null): void {
    this.#workspace.edit({ code: 'sketch_colour', name: this.#nameOf(id) }, (project) =>
      setSketch(project, id, { colour }),
    );
  }

  #nameOf(id: string): string {
    return this.byId(id)?.name ?? '';
  }

  /** The sketch that an edit makes; its id is known before. */
  #made(edit: () => void): Sketch {
    const id = sketchId(this.#workspace.project);
    edit();
    const sketch = this.byId(id);
    if (sketch === null) throw new Error(`keep: no sketch ${id} came of it`);
    this.open = id;
    return sketch;
  }

  /** The first numbered name that no sketch has. */
  #freshName(): string {
    const taken = new Set(this.list.map(({ name }) => name));
    for (let number = 1; ; number++) {
      const name = m.library_sketch_name({ n: String(number).padStart(2, '0') });
      if (!taken.has(name)) return name;
    }
  }
}
