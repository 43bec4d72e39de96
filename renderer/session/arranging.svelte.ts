/** The arrangement as a person works on it: which clip is chosen, what is done to it, and how it plays and leaves. */
import type { Ticks } from '#main/music/note.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import {
  ARRANGED,
  clipEnd,
  sketchOfArrangement,
  type Arrangement,
  type Clip,
} from '#main/project/arrangement.ts';
import * as edits from '#main/project/arrangement-edit.ts';
import { followClips } from '#main/project/course-edit.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import type { EditCode } from '#main/project/label.ts';
import type { LoopRegion, Project, Sketch, Song } from '#main/project/project.ts';
import { keepWhole } from '#main/project/sketches.ts';
import { keepSong } from '#main/project/whole-song.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { Courses } from './courses.ts';
import type { Dragged } from './outgoing.svelte.ts';
import { playableOfSketch, type Playable } from './playable.ts';
import type { Player } from './player.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Writer } from './writer.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What arranging is done with. */
export interface ArrangingParts {
  readonly workspace: Workspace;
  readonly sketches: Sketches;
  readonly player: Player;
  readonly toasts: Toasts;
  readonly writer: Writer;
}

/** A drag of a clip: any number of previews, then one end. */
export interface ClipGesture {
  readonly preview: (verb: (project: Project) => Project) => void;
  readonly keep: () => void;
  readonly cancel: () => void;
}

/** The arrangement of the project. */
export class Arranging {
  /** Whether it is shown in the place of the roll. */
  open = $state(false);
  /** Whether its tempos and meters are listed. */
  timing = $state(false);
  /** Id of the clip that is chosen, or null. */
  chosen = $state<string | null>(null);
  readonly #of: ArrangingParts;
  /** Its tempos and meters. */
  readonly courses: Courses;

  readonly arrangement: Arrangement = $derived.by(() => this.#of.workspace.project.arrangement);
  /** All of it as one sketch: what plays and what is written; null where nothing is placed. */
  readonly whole: Sketch | null = $derived.by(() =>
    sketchOfArrangement(this.#of.workspace.project, m.arrange_name()),
  );
  /** Whether it is what sounds. */
  readonly sounds: boolean = $derived.by(() => this.#of.player.sounding?.sketch === ARRANGED);

  constructor(parts: ArrangingParts) {
    this.#of = parts;
    this.courses = new Courses(
      parts,
      () => this.whole,
      () => this.refresh(),
    );
  }

  /** The clip that is chosen. */
  get clip(): Clip | null {
    return this.chosen === null
      ? null
      : (edits.findClip(this.arrangement, this.chosen)?.clip ?? null);
  }

  nameOf({ sketch }: Clip): string {
    return this.#of.sketches.byId(sketch)?.name ?? m.arrange_gone();
  }

  /** Puts a sketch at the end of a lane, or at a tick of it. */
  place(sketch: string, lane: string, at?: Ticks): void {
    const id = edits.clipId(this.#of.workspace.project);
    const name = this.#of.sketches.byId(sketch)?.name ?? '';
    const tick = at ?? this.#endOf(lane);
    this.#edit('clip_place', name, (project) => edits.placeClip(project, sketch, lane, tick));
    this.chosen = id;
  }

  /** Puts a whole song there, of which a section is what its clip is trimmed to; it is kept as a sketch by the same step. */
  placeSong(song: Song, lane: string, at?: Ticks): void {
    const tick = at ?? this.#endOf(lane);
    let id = '';
    this.#edit('clip_place', song.name, (project) => {
      const kept = keepSong(project, song, song.name);
      id = edits.clipId(kept);
      return edits.placeClip(kept, kept.sketches[0]?.id ?? '', lane, tick);
    });
    this.chosen = id;
  }

  /** A sketch or song of the library is let go on a lane; one that is gone meanwhile is nothing. */
  land(dragged: Dragged, lane: string, at?: Ticks): void {
    if (dragged.kind === 'sketch') return this.place(dragged.id, lane, at);
    const song = this.#of.workspace.project.songs.find(({ hash }) => hash === dragged.hash);
    if (song !== undefined) this.placeSong(song, lane, at);
  }

  #endOf(lane: string): Ticks {
    const last = this.arrangement.lanes.find(({ id }) => id === lane)?.clips.at(-1);
    return last === undefined ? 0 : clipEnd(last);
  }

  move(clip: Clip, at: Ticks, lane?: string): void {
    this.#edit('clip_move', this.nameOf(clip), (so) => edits.moveClip(so, clip.id, at, lane));
  }

  trim(clip: Clip, edge: 'start' | 'end', to: Ticks): void {
    this.#edit('clip_trim', this.nameOf(clip), (so) => edits.trimClip(so, clip.id, edge, to));
  }

  repeat(clip: Clip, times: number): void {
    this.#edit('clip_repeat', this.nameOf(clip), (so) => edits.repeatClip(so, clip.id, times));
  }

  split(clip: Clip, tick: Ticks): void {
    this.#edit('clip_split', this.nameOf(clip), (so) => edits.splitClip(so, clip.id, tick));
  }

  duplicate(clip: Clip): void {
    const id = edits.clipId(this.#of.workspace.project);
    this.#edit('clip_copy', this.nameOf(clip), (so) => edits.duplicateClip(so, clip.id));
    this.chosen = id;
  }

  remove(clip: Clip): void {
    this.#edit('clip_remove', this.nameOf(clip), (so) => edits.removeClip(so, clip.id));
    this.chosen = null;
  }

  /** Begins a drag of a clip, which is one entry of the history. */
  gesture(code: 'clip_move' | 'clip_trim', clip: Clip): ClipGesture {
    const gesture = this.#of.workspace.gesture();
    return {
      preview: gesture.preview,
      keep: () => {
        gesture.keep({ code, name: this.nameOf(clip) });
        this.refresh();
      },
      cancel: gesture.cancel,
    };
  }

  addLane(): void {
    this.#edit('clip_lane_add', '', edits.addClipLane);
  }

  removeLane(id: string): void {
    this.#edit('clip_lane_remove', '', (so) => edits.removeClipLane(so, id));
  }

  mute(id: string, muted: boolean): void {
    const code = muted ? 'clip_lane_mute' : 'clip_lane_unmute';
    this.#edit(code, '', (so) => edits.muteClipLane(so, id, muted));
  }

  /** Whether tempo and meters are its own, not those of its clips. */
  get hasOwnCourse(): boolean {
    return this.arrangement.course !== undefined;
  }

  /** Takes tempo and meters from the clips again. */
  followClips(): void {
    this.#edit('course_clips', '', followClips);
  }

  /** Sets what comes round; null: all of it. */
  loop(loop: LoopRegion | null): void {
    this.#edit('loop_region', '', (so) => edits.loopArrangement(so, loop));
  }

  /** Plays all of it from the playhead where it stands there already, else from its start. */
  async play(): Promise<void> {
    const { player } = this.#of;
    if (this.sounds && player.running) return player.pause();
    if (this.sounds) return player.play();
    if (this.whole === null) return;
    player.stop();
    await player.offer(playableOfSketch(this.whole));
  }

  /** Shows it in the place of the roll, or the roll again. */
  turn(): void {
    this.open = !this.open;
    if (this.open) this.show();
  }

  /** Lays it before the player without a sound, so that the playhead is its own. */
  show(): void {
    const { player } = this.#of;
    if (!player.running && this.whole !== null) player.show(playableOfSketch(this.whole));
  }

  /** Goes to a tick of it. */
  seek(tick: Ticks): void {
    if (!this.sounds) this.show();
    if (this.sounds) this.#of.player.seek(tick);
  }

  /** Keeps all of it as a sketch, to be finished in the roll. */
  keep(): void {
    const { whole } = this;
    const { workspace, sketches, toasts } = this.#of;
    if (whole === null) return;
    const { name } = whole;
    workspace.edit({ code: 'sketch_keep', name }, (project) => keepWhole(project, whole));
    sketches.open = sketches.list[0]?.id ?? null;
    this.open = false;
    toasts.say(() => m.app_toast_kept({ name }));
  }

  /** Writes all of it as a MIDI file: what plays, with the tempo that it plays at. */
  async write(): Promise<void> {
    const { whole } = this;
    const { player, toasts, writer } = this.#of;
    if (whole === null) return;
    await toasts.tried(async () => {
      const bytes = Uint8Array.from(writeMidi(pieceOfSketch(whole, player.factorOf(whole))));
      await writer.write({ kind: 'midi', name: `${whole.name}.mid`, bytes });
    });
  }

  /** What it is now is heard, where it is what sounds; `ahead` says what has become of a phrase that is queued behind it. */
  refresh(ahead?: (queued: Playable) => Playable): void {
    const { player } = this.#of;
    if (!this.sounds) return;
    if (this.whole === null) player.stop();
    else player.change(playableOfSketch(this.whole), ahead);
  }

  #edit(code: EditCode, name: string, verb: (project: Project) => Project): void {
    this.#of.workspace.edit({ code, name }, verb);
    this.refresh();
  }
}
