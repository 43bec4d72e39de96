/** What lies before a person: the sketch or phrase that is shown, its lanes and notes, and edits of them that are heard at once. */
import type { Voice } from '#main/music/voice.ts';
import type { Label } from '#main/project/label.ts';
import { setMix } from '#main/project/mix.ts';
import { setProject } from '#main/project/models.ts';
import { editNotes, labelOf, type NoteEdit } from '#main/project/note-edit.ts';
import type { Lane, LoopRegion, NoteId, Project } from '#main/project/project.ts';
import { setLane, setSketch } from '#main/project/sketches.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { historyWords } from './history-words.ts';
import { playableOfSketch, remixed, type Playable } from './playable.ts';
import type { Player } from './player.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** One thing about how a lane sounds. */
export type LaneChange =
  | { readonly volume: number }
  | { readonly muted: boolean }
  | { readonly soloed: boolean }
  | { readonly pan: number }
  | { readonly reverb: number }
  | { readonly voice: Voice; readonly program?: number };

/** A gesture on the notes of a lane. */
export interface NoteGesture {
  readonly preview: (edit: NoteEdit) => void;
  /** Answers the ids of notes that the gesture added. */
  readonly keep: () => readonly NoteId[];
  readonly cancel: () => void;
}

/** A region that is being drawn; null: none. */
export interface LoopGesture {
  readonly preview: (loop: LoopRegion | null) => void;
  readonly keep: () => void;
  readonly cancel: () => void;
}

/** The desk. */
export class Desk {
  #lane = $state<string>('melody');
  /** Whether a hand chose it: then it stays, empty or not. */
  #chosen = false;
  /** Who keeps and refreshes the arrangement while that is what sounds. */
  arranged: {
    readonly sounds: boolean;
    keep(): void;
    refresh(ahead: (queued: Playable) => Playable): void;
  } | null = null;
  readonly #workspace: Workspace;
  readonly #sketches: Sketches;
  readonly #player: Player;
  readonly #toasts: Toasts;

  /** What the roll and the mixer show: the open sketch, or what sounds. */
  readonly shown: Playable | null = $derived.by(() => {
    const sketch = this.#sketches.current;
    return sketch === null ? this.#player.sounding : playableOfSketch(sketch);
  });

  constructor(workspace: Workspace, sketches: Sketches, player: Player, toasts: Toasts) {
    this.#workspace = workspace;
    this.#sketches = sketches;
    this.#player = player;
    this.#toasts = toasts;
  }

  /** Id of the lane that the roll edits. */
  get lane(): string {
    return this.#lane;
  }

  /** Edits another lane in the roll. */
  choose(lane: string): void {
    this.#lane = lane;
    this.#chosen = true;
  }

  /** Keeps what sounds; of a sketch, a copy. */
  keep(): void {
    const { sounding } = this.#player;
    if (sounding === null) return;
    if (this.arranged?.sounds === true) return this.arranged.keep();
    const known = this.#sketches.byId(sounding.sketch);
    const sketch = known === null ? this.#sketches.keep(sounding) : this.#sketches.copy(known.id);
    this.#player.sounding = playableOfSketch(sketch);
    if (!this.#chosen) this.#settle();
    this.#toasts.say(() => m.app_toast_kept({ name: sketch.name }), this.undoAction());
  }

  /** Opens a sketch in the roll. */
  open(id: string): void {
    this.#sketches.open = id;
    this.#chosen = false;
    this.#settle();
    if (this.shown !== null) this.#player.show(this.shown);
  }

  /** Where the roll would show nothing, it shows the first lane that has notes. */
  #settle(): void {
    const lanes = this.shown?.lanes ?? [];
    const full = lanes.filter(({ notes }) => notes.length > 0);
    if (!full.some(({ id }) => id === this.#lane))
      this.#lane = (full[0] ?? lanes[0])?.id ?? this.#lane;
  }

  /** Changes how a lane sounds: of the open sketch, or of every phrase that is not kept yet. */
  setLane(lane: Lane, change: LaneChange): void {
    const { current } = this.#sketches;
    // The lanes of an arrangement are those of its sketches.
    if (current === null && this.arranged?.sounds === true) return;
    const label = laneLabel(lane, change);
    // A slider that is drawn is one entry, not one a pixel.
    const slid = ['volume', 'pan', 'reverb'].find((name) => name in change);
    const what = slid === undefined ? undefined : `${slid} ${current?.id ?? ''} ${lane.id}`;
    this.#edit(
      label,
      (project) =>
        current === null
          ? setMix(project, lane.part, change)
          : setLane(project, current.id, lane.id, change),
      what,
    );
  }

  /** Sets the tempo of all that plays. */
  setTempo(bpm: number): void {
    const name = bpm.toFixed(1).replace(/\.0$/u, '');
    this.#edit({ code: 'tempo', name }, (project) => setProject(project, { bpm }), 'tempo');
  }

  /** Says whether what plays comes round again. */
  setLooping(looping: boolean): void {
    this.#edit({ code: looping ? 'loop_on' : 'loop_off' }, (project) =>
      setProject(project, { looping }),
    );
  }

  /** Sets the region of the open sketch that comes round; null: all of it. */
  setLoop(loop: LoopRegion | null): void {
    const { current } = this.#sketches;
    if (current === null) return;
    this.#edit({ code: 'loop_region' }, (project) => setSketch(project, current.id, { loop }));
  }

  /** Begins to draw that region, which is one entry however long the hand takes. */
  drawLoop(): LoopGesture {
    const id = this.#sketches.open ?? '';
    const gesture = this.#workspace.gesture();
    return {
      preview: (loop) => gesture.preview((project) => setSketch(project, id, { loop })),
      keep: () => {
        gesture.keep({ code: 'loop_region' });
        this.refresh();
      },
      cancel: gesture.cancel,
    };
  }

  /** Begins a gesture on the notes of a lane of the open sketch. */
  editNotes(lane: string): NoteGesture {
    const sketch = this.#sketches.open ?? '';
    const gesture = this.#workspace.gesture();
    const first = this.#workspace.project.nextNoteId;
    let last: NoteEdit | null = null;
    return {
      preview: (edit) => {
        last = edit;
        gesture.preview((project) => editNotes(project, sketch, lane, edit));
      },
      keep: () => {
        if (last !== null) gesture.keep(labelOf(last));
        this.refresh();
        const after = this.#workspace.project.nextNoteId;
        return Array.from({ length: after - first }, (_, index) => first + index);
      },
      cancel: gesture.cancel,
    };
  }

  /** The project changed: what sounds is heard as it is now. */
  refresh(): void {
    const { sounding } = this.#player;
    if (sounding === null) return;
    const { mix } = this.#workspace.project;
    const asItIs = (playable: Playable): Playable => {
      const sketch = this.#sketches.byId(playable.sketch);
      return sketch === null ? remixed(playable, mix) : playableOfSketch(sketch);
    };
    if (this.arranged?.sounds === true) this.arranged.refresh(asItIs);
    else this.#player.change(asItIs(sounding), asItIs);
  }

  undo(): void {
    const label = this.#workspace.undo();
    if (label === null) return;
    this.#toasts.say(() => m.app_toast_undone({ what: historyWords(label) }));
    this.refresh();
  }

  redo(): void {
    const label = this.#workspace.redo();
    if (label === null) return;
    this.#toasts.say(() => m.app_toast_redone({ what: historyWords(label) }));
    this.refresh();
  }

  /** Goes to a moment of the history: see `Workspace.timeline`. */
  goTo(done: number): void {
    this.#workspace.goTo(done);
    this.refresh();
  }

  /** The way back that a toast offers. */
  undoAction(): { readonly title: () => string; readonly run: () => void } {
    return {
      title: m.app_undo,
      run: () => {
        this.#toasts.dismiss();
        this.undo();
      },
    };
  }

  #edit(label: Label, verb: (project: Project) => Project, what?: string): void {
    this.#workspace.edit(label, verb, what);
    this.refresh();
  }
}

function laneLabel({ name }: Lane, change: LaneChange): Label {
  if ('volume' in change) return { code: 'lane_volume', name };
  if ('muted' in change) return { code: change.muted ? 'lane_mute' : 'lane_unmute', name };
  if ('soloed' in change) return { code: change.soloed ? 'lane_solo' : 'lane_unsolo', name };
  if ('pan' in change) return { code: 'lane_pan', name };
  if ('reverb' in change) return { code: 'lane_reverb', name };
  return { code: 'lane_program', name };
}
