/** Sketches: what is kept, opened, edited and exported. */
import { pieceOfArrangement } from '#main/music/arrangement.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import type { Lane, LaneNote, NoteId, Project, Sketch } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { phraseOfLanes } from './lanes.ts';
import type { Playable } from './player.svelte.ts';
import type { EditLabel, Workspace } from './workspace.svelte.ts';

/** The sketches of the project, and which one is open. */
export class Sketches {
  /** Id of the sketch in the roll, or null while a phrase is shown. */
  open = $state<string | null>(null);
  readonly #workspace: Workspace;

  readonly list: readonly Sketch[] = $derived.by(() => this.#workspace.project.sketches);
  readonly current: Sketch | null = $derived(
    this.list.find((sketch) => sketch.id === this.open) ?? null,
  );

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Keeps what sounds as a sketch, as one entry of the history; answers it. */
  keep(playable: Playable, name?: string): Sketch {
    const [sketch] = this.keepAll([{ playable, name }], m.app_edit_keep);
    if (sketch === undefined) throw new Error('keep: no sketch came of one playable');
    this.open = sketch.id;
    return sketch;
  }

  /** Keeps several at once. */
  keepAll(
    wanted: readonly { readonly playable: Playable; readonly name?: string | undefined }[],
    label: EditLabel,
  ): readonly Sketch[] {
    const { project } = this.#workspace;
    let nextNoteId = project.nextNoteId;
    let number = 1 + largestNumber(project.sketches);
    const made = wanted.map(({ playable, name }): Sketch => {
      const lanes = playable.lanes.map((lane) => ({
        ...lane,
        notes: lane.notes.map((note) => ({ ...note, id: nextNoteId++ })),
      }));
      const own = name ?? m.library_sketch_name({ n: String(number).padStart(2, '0') });
      const id = `sketch-${number}`;
      number += 1;
      return {
        id,
        name: own,
        lanes,
        length: playable.length,
        bpm: playable.bpm,
        meter: project.meter,
        provenance: playable.provenance,
      };
    });
    this.#workspace.edit(label, (before) => ({
      ...before,
      sketches: [...before.sketches, ...made],
      nextNoteId,
    }));
    return made;
  }

  remove(id: string): void {
    this.#workspace.edit(m.app_edit_remove_sketch, (project) => ({
      ...project,
      sketches: project.sketches.filter((sketch) => sketch.id !== id),
    }));
    if (this.open === id) this.open = null;
  }

  /** Changes how a lane of the open sketch sounds. */
  setLane(
    lane: string,
    change: Partial<Pick<Lane, 'volume' | 'muted' | 'soloed' | 'program'>>,
  ): void {
    const sketch = this.open;
    if (sketch === null) return;
    this.#workspace.edit(m.app_edit_lane, (project) =>
      withLane(project, sketch, lane, (old) => ({ ...old, ...change })),
    );
  }

  /** Opens a gesture on the notes of a lane of the open sketch. */
  gesture(lane: string): {
    readonly preview: (change: NotesChange) => void;
    /** Ids of the notes that the last preview added. */
    readonly keep: () => readonly NoteId[];
    readonly cancel: () => void;
  } {
    const sketch = this.open ?? '';
    const gesture = this.#workspace.gesture(m.app_edit_notes);
    let added: readonly NoteId[] = [];
    return {
      preview: (change) =>
        gesture.preview((project) => {
          let nextNoteId = project.nextNoteId;
          const ids: NoteId[] = [];
          const fresh = (): NoteId => {
            ids.push(nextNoteId);
            return nextNoteId++;
          };
          const next = withLane(project, sketch, lane, (old) => ({
            ...old,
            notes: change(old.notes, fresh).toSorted(
              (a, b) => a.start - b.start || a.pitch - b.pitch,
            ),
          }));
          added = ids;
          return { ...next, nextNoteId };
        }),
      keep: () => {
        gesture.keep();
        return added;
      },
      cancel: gesture.cancel,
    };
  }

  /** The bytes of a MIDI file with everything of a sketch or phrase. */
  static midi(playable: Playable, name: string): Uint8Array<ArrayBuffer> {
    const piece = pieceOfArrangement({
      name,
      lanes: playable.lanes.filter((lane) => lane.notes.length > 0 && !lane.muted),
      length: playable.length,
      bpm: playable.bpm,
    });
    return Uint8Array.from(writeMidi(piece));
  }
}

/** New notes made from a lane's old ones; `fresh` gives an id for each note that is added. */
export type NotesChange = (notes: readonly LaneNote[], fresh: () => NoteId) => readonly LaneNote[];

/** A sketch as something to play. */
export function playableOf(sketch: Sketch): Playable {
  const { lanes, length, bpm, provenance } = sketch;
  return {
    lanes,
    length,
    bpm,
    phrase: phraseOfLanes(lanes, length, bpm),
    place: provenance.from === 'pad' ? { x: provenance.x, y: provenance.y } : null,
    provenance,
    sketch: sketch.id,
  };
}

function withLane(
  project: Project,
  sketch: string,
  lane: string,
  change: (lane: Lane) => Lane,
): Project {
  return {
    ...project,
    sketches: project.sketches.map((each) =>
      each.id !== sketch
        ? each
        : { ...each, lanes: each.lanes.map((old) => (old.id === lane ? change(old) : old)) },
    ),
  };
}

function largestNumber(sketches: readonly Sketch[]): number {
  return sketches.reduce((most, { id }) => Math.max(most, Number(id.replace(/\D/gu, '')) || 0), 0);
}
