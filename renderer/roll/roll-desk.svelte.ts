/** What hand and actions of the roll are given to work on: its lane and key, its grid, and edits that it opens. */
import { nearestInScale } from '#main/music/scale.ts';
import { changesOf } from '#renderer/course/changes.ts';
import { controlUnder } from './under.ts';
import { usedPitches } from './grid/rows.ts';
import { snapTicks } from './grid/snap.ts';
import { Material } from './material.svelte.ts';
import { Panel } from './panel.svelte.ts';
import type { RollNow } from './performer.ts';
import type { StageWorld } from './stage.svelte.ts';
import type { EditSession, RollEdit, RollProps } from './view.ts';

/** The desk of one roll; its props are asked anew when what is read of them changes. */
export class RollDesk {
  readonly panel: Panel;
  readonly material: Material;
  #editing = $state(false);
  #used = '';
  readonly #props: () => RollProps;

  /** Ticks of the snap grid; 1 where it is off. */
  readonly grid: number = $derived.by(() => snapTicks(this.#props().settings.snap));

  /** Pitches of the rows of a folded roll as text, so that an edit that needs no other rows moves nothing; empty: all. */
  readonly used: string = $derived.by(() => {
    if (!this.#props().settings.fold) return '';
    const { notes, ghosts, key } = this.material;
    const lists = [notes, ...ghosts.map((lane) => lane.notes)];
    return this.#editing ? this.#used : (this.#used = usedPitches(lists, key).join(' '));
  });

  constructor(props: () => RollProps) {
    this.#props = props;
    this.panel = new Panel((kind) => {
      const { lane } = this.material;
      return lane === null || props().readOnly !== null ? null : this.begin(lane.id, kind);
    });
    this.material = new Material(() => {
      const { lanes, active, selection, settings } = props();
      return { lanes, active, selection, settings, editing: this.#editing };
    });
  }

  /** Opens an edit; while it goes on, the key is not guessed anew and no row comes or goes. */
  begin(lane: string, kind: RollEdit['kind']): EditSession {
    const session = this.#props().onedit(lane, kind);
    this.#editing = true;
    const ended = <T>(end: () => T): T => {
      this.#editing = false;
      return end();
    };
    return {
      preview: session.preview,
      keep: () => ended(session.keep),
      cancel: () => ended(session.cancel),
    };
  }

  /** What a gesture works on; null without a lane. */
  world(): StageWorld | null {
    const { lane, key } = this.material;
    if (lane === null) return null;
    const { id, notes } = lane;
    const props = this.#props();
    const { length, selection, loop, settings } = props;
    return {
      lane: id,
      notes,
      length,
      selection,
      loop,
      grid: this.grid,
      inKey: (pitch) => (settings.inScale && key !== null ? nearestInScale(pitch, key) : pitch),
      begin: (kind) => this.begin(id, kind),
      select: props.onselect,
      audition: (note) => props.onaudition?.(note === null ? null : { ...note, lane: id }),
      seek: (tick) => props.onseek?.(tick),
      markers: props.markers ?? [],
      moveMarker: (from) =>
        props.readOnly === null ? (props.markerDoor?.move(from) ?? null) : null,
      control: controlUnder(settings.under),
      changes: changesOf(props.meters, props.tempos ?? []).map(({ tick }) => tick),
      moveChange: (from) =>
        props.readOnly === null ? (props.courseDoor?.move(from) ?? null) : null,
      drawLoop: () => props.ondrawloop?.() ?? null,
    };
  }

  /** What an action works on. */
  now(): RollNow {
    const { lane, notes, chosen, all, key } = this.material;
    const props = this.#props();
    const { selection, settings, length, onsettings, onselect } = props;
    return {
      lane,
      notes,
      chosen,
      all,
      key,
      selection,
      settings,
      grid: this.grid,
      playhead: props.playhead(),
      length,
      readOnly: props.readOnly !== null,
      set: onsettings,
      select: onselect,
      begin: (id, kind) => this.begin(id, kind),
      loop: (loop) => props.onloop?.(loop),
      markers: props.markers ?? [],
      addMarker: (tick) => props.markerDoor?.add(tick),
      seek: (tick) => props.onseek?.(tick),
      audition: (note) => props.onaudition?.(note),
    };
  }
}
