/** A roll without a window over a real session: what its actions and its hand do to a project. */
import { flushSync } from 'svelte';
import type { LaneNote, NoteId } from '#main/project/project.ts';
import { Panel } from '#renderer/roll/panel.svelte.ts';
import { Performer, type RollNow } from '#renderer/roll/performer.ts';
import { Stage, type StageWorld } from '#renderer/roll/stage.svelte.ts';
import { FIRST_SETTINGS, type RollLane, type RollSettings } from '#renderer/roll/view.ts';
import { controlUnder } from '#renderer/roll/under.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { silentSession } from '../silent-session.ts';

const PHRASE = {
  notes: [
    { part: 'melody', pitch: 60, velocity: 80, start: 10, end: 200 },
    { part: 'melody', pitch: 61, velocity: 90, start: 250, end: 400 },
    { part: 'melody', pitch: 60, velocity: 100, start: 500, end: 900 },
  ],
  length: 3840,
  bpm: 120,
  programs: {},
} as const;

/** A kept sketch with three notes, all of them selected. */
export class Rig {
  readonly session: Session = silentSession().session;
  readonly stage = new Stage();
  readonly panel: Panel;
  readonly performer: Performer;
  selection: ReadonlySet<NoteId>;
  settings: RollSettings = FIRST_SETTINGS;
  playhead = 300;

  constructor() {
    this.session.sketches.keep({ phrase: PHRASE, provenance: { from: 'hand' } });
    flushSync();
    this.selection = new Set(this.notes.map(({ id }) => id));
    this.stage.resize({ width: 900, height: 400, ratio: 1 }, 3840, this.notes);
    this.panel = new Panel((kind) => (kind.length > 0 ? this.begin() : null));
    this.performer = new Performer(this.stage, this.panel, () => this.#now());
  }

  get notes(): readonly LaneNote[] {
    return this.session.desk.shown?.lanes.find(({ id }) => id === 'melody')?.notes ?? [];
  }

  /** How many entries the history has. */
  get entries(): number {
    return this.session.workspace.history.past.length;
  }

  begin() {
    return this.session.desk.editNotes('melody');
  }

  world(): StageWorld {
    return {
      lane: 'melody',
      notes: this.notes,
      length: 3840,
      selection: this.selection,
      loop: null,
      grid: 120,
      inKey: (pitch) => pitch,
      begin: () => this.begin(),
      select: (ids) => (this.selection = ids),
      audition: () => undefined,
      seek: (tick) => (this.playhead = tick),
      drawLoop: () => this.session.desk.drawLoop(),
      markers: this.session.markers.list,
      moveMarker: (from) => this.session.markers.move(from),
      control: controlUnder(this.settings.under),
      changes: this.session.courses.tempos.slice(1).map(({ tick }) => tick),
      moveChange: (from) => this.session.courses.move(from),
    };
  }

  #now(): RollNow {
    const { notes, selection } = this;
    const base = { id: 'melody', name: '', colour: 11, muted: false, pitched: true };
    const shown = this.session.desk.shown?.lanes.find(({ id }) => id === 'melody');
    const lane: RollLane = { ...base, notes, events: shown?.events ?? [], channel: null };
    return {
      lane,
      notes,
      chosen: notes.filter(({ id }) => selection.has(id)),
      all: notes,
      selection,
      settings: this.settings,
      grid: 120,
      key: { root: 0, scale: 'major' },
      playhead: this.playhead,
      length: 3840,
      readOnly: false,
      set: (next) => (this.settings = next),
      select: (ids) => (this.selection = ids),
      begin: () => this.begin(),
      loop: () => undefined,
      markers: this.session.markers.list,
      addMarker: (tick) => this.session.markers.add(tick),
      seek: (tick) => (this.playhead = tick),
      audition: () => undefined,
    };
  }
}
