/** What every gesture of the roll is, and the little it may know and do. */
import type { Pitch, Ticks } from '#main/music/note.ts';
import type { Control } from '#main/project/controls.ts';
import type { LaneNote, Marker, NoteId } from '#main/project/project.ts';
import type { Touch } from '#renderer/design/touch.ts';
import type { Audition, EditSession, LoopDrag, MarkerMove, RollEdit, RollLoop } from '../view.ts';
import type { Carries } from '../grid/carry.ts';
import type { NoteIndex } from '../grid/note-index.ts';
import type { Viewport } from '../grid/viewport.ts';

/** A pointer at one moment. */
export type Pointer = Omit<Touch, 'finger'>;

/** From press to release. Every gesture can be cancelled at any moment, and then nothing has happened. */
export interface Gesture {
  readonly move: (pointer: Pointer) => void;
  readonly end: () => void;
  readonly cancel: () => void;
  /** Which way the view goes along when the hand is at its edge; absent: it stays. */
  readonly carries?: Carries;
}

/** What a gesture begins with; lane, notes and selection are those at the press and do not change under it. */
export interface GestureContext {
  readonly view: () => Viewport;
  readonly lane: string;
  readonly index: NoteIndex;
  readonly selection: ReadonlySet<NoteId>;
  readonly loop: RollLoop | null;
  /** Ticks of the snap grid; 1 where it is off. */
  readonly grid: Ticks;
  /** Length and velocity that a new note gets. */
  readonly fresh: { readonly length: Ticks; readonly velocity: number };
  /** A pitch, or the nearest one of the key where the hand is to stay in it. */
  readonly inKey: (pitch: Pitch) => Pitch;
  readonly begin: (label: RollEdit['kind']) => EditSession;
  readonly select: (ids: ReadonlySet<NoteId>) => void;
  readonly audition: (note: Omit<Audition, 'lane'> | null) => void;
  readonly seek: (tick: Ticks) => void;
  readonly markers: readonly Marker[];
  /** Begins to move a marker; null where that is not possible. */
  readonly moveMarker: (from: Ticks) => MarkerMove | null;
  /** The controller that lies under the notes; null: their velocities do. */
  readonly control: Control | null;
  /** Ticks at which tempo or meter change. */
  readonly changes: readonly Ticks[];
  /** Begins to move what changes at a tick; null where that is not possible. */
  readonly moveChange: (from: Ticks) => MarkerMove | null;
  /** Begins to draw the loop; null where that is not possible. */
  readonly drawLoop: () => LoopDrag | null;
  readonly scroll: (view: Viewport) => void;
  /** Shows a rubber band in ticks and pitches, or none. */
  readonly band: (band: Band | null) => void;
  /** The note about which the tip speaks, or none. */
  readonly tip: (note: LaneNote | null) => void;
  readonly drawn: (note: { readonly length: Ticks; readonly velocity: number }) => void;
}

/** A rectangle of ticks and pitches, ends included. */
export interface Band {
  readonly from: Ticks;
  readonly to: Ticks;
  readonly low: number;
  readonly high: number;
}

/** An {@link EditSession} that is opened by the first preview only, so that a press without a move is no edit. */
export function lazily(begin: () => EditSession): EditSession & { readonly open: () => boolean } {
  let session: EditSession | null = null;
  return {
    open: () => session !== null,
    preview: (edit) => {
      session ??= begin();
      session.preview(edit);
    },
    keep: () => session?.keep() ?? [],
    cancel: () => session?.cancel(),
  };
}

/** A gesture that does nothing. */
export const STILL: Gesture = { move: () => {}, end: () => {}, cancel: () => {} };
