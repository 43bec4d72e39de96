/** The small panel over the roll in which an edit is set by numbers: what it shows is heard of at once and kept or taken back as one entry. */
import type { LaneNote, NoteId } from '#main/project/project.ts';
import type { EditSession, RollEdit } from './view.ts';

/** Opens an edit of the lane that is shown; null: there is none to edit. */
export type Begin = (kind: RollEdit['kind']) => EditSession | null;

/** What a panel can be about. */
export type PanelName =
  'quantise' | 'humanise' | 'transpose' | 'velocity' | 'key' | 'markers' | 'course';

/** State of the panel of one roll. */
export class Panel {
  open = $state<PanelName | null>(null);
  /** The notes that it is about, as they were when it opened. */
  notes: readonly LaneNote[] = [];
  ids: ReadonlySet<NoteId> = new Set();
  #session: EditSession | null = null;
  readonly #begin: Begin;

  constructor(begin: Begin) {
    this.#begin = begin;
  }

  show(name: PanelName, notes: readonly LaneNote[]): void {
    this.cancel();
    this.notes = notes;
    this.ids = new Set(notes.map(({ id }) => id));
    this.open = name;
  }

  /** Shows what an edit would do, in the place of what was shown before; null: nothing. */
  preview(edit: RollEdit | null): void {
    if (edit === null) {
      this.#session?.cancel();
      this.#session = null;
      return;
    }
    this.#session ??= this.#begin(edit.kind);
    this.#session?.preview(edit);
  }

  /** Whether an edit is shown that is not kept. */
  get showing(): boolean {
    return this.#session !== null;
  }

  /** Keeps what is shown as one entry, and closes. */
  keep(): void {
    this.#session?.keep();
    this.#close();
  }

  /** Puts back what was, and closes; answers whether a panel was open. */
  cancel(): boolean {
    const was = this.open !== null;
    this.#session?.cancel();
    this.#close();
    return was;
  }

  #close(): void {
    this.#session = null;
    this.open = null;
  }
}
