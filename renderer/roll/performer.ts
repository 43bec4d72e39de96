/** Does what the roll's named actions say: to the notes, the selection, the settings and the view. */
import { pointsOf, rangeOf, type Control } from '#main/project/controls.ts';
import type { LaneNote, Marker, NoteId } from '#main/project/project.ts';
import { editFor, groupFor, outOfScale } from './actions.ts';
import { snapNearest } from './grid/snap.ts';
import { zoomedTime } from './grid/viewport.ts';
import type { RollAction } from './names.ts';
import { neighbour, type Step } from './neighbour.ts';
import type { Panel, PanelName } from './panel.svelte.ts';
import { undersOf } from './under.ts';
import type { Stage } from './stage.svelte.ts';
import type {
  Audition,
  BeginEdit,
  Key,
  RollEdit,
  RollLane,
  RollLoop,
  RollSettings,
} from './view.ts';

/** What a performer works on, asked anew at every action. */
export interface RollNow {
  readonly lane: RollLane | null;
  /** Notes of the lane by start, and those of them that are selected. */
  readonly notes: readonly LaneNote[];
  readonly chosen: readonly LaneNote[];
  readonly all: readonly LaneNote[];
  readonly selection: ReadonlySet<NoteId>;
  readonly settings: RollSettings;
  readonly grid: number;
  readonly key: Key | null;
  readonly playhead: number | null;
  readonly length: number;
  readonly readOnly: boolean;
  readonly set: (settings: RollSettings) => void;
  readonly select: (ids: ReadonlySet<NoteId>) => void;
  readonly begin: BeginEdit;
  readonly loop: (loop: RollLoop) => void;
  readonly markers: readonly Marker[];
  readonly addMarker: (tick: number) => void;
  readonly seek: (tick: number) => void;
  readonly audition: (note: Audition) => void;
}

/** Actions that turn a setting on and off. */
const SWITCHES = {
  ghosts: 'ghosts',
  follow: 'follow',
  rows: 'rows',
  names: 'names',
  fold: 'fold',
  'in-scale': 'inScale',
  events: 'events',
} as const satisfies Partial<Record<RollAction, keyof RollSettings>>;

/** Actions that open a panel. */
const PANELS = {
  'quantise-how': 'quantise',
  humanise: 'humanise',
  'transpose-how': 'transpose',
  'velocity-how': 'velocity',
  'key-how': 'key',
  markers: 'markers',
  'course-how': 'course',
} as const satisfies Partial<Record<RollAction, PanelName>>;

/** The performer of one roll. */
export class Performer {
  readonly #stage: Stage;
  readonly #panel: Panel;
  readonly #now: () => RollNow;

  constructor(stage: Stage, panel: Panel, now: () => RollNow) {
    this.#stage = stage;
    this.#panel = panel;
    this.#now = now;
  }

  /** Does an action; answers whether it meant anything here. */
  perform(action: RollAction): boolean {
    const { settings, readOnly, selection, notes, select } = this.#now();
    switch (action) {
      case 'tool-draw':
        return this.#set({ tool: readOnly ? 'select' : 'draw' });
      case 'tool-select':
        return this.#set({ tool: 'select' });
      case 'tool-erase':
        return this.#set({ tool: readOnly ? 'select' : 'erase' });
      case 'toggle-draw':
        return this.#set({ tool: settings.tool === 'draw' || readOnly ? 'select' : 'draw' });
      case 'tool-split':
        return this.#set({ tool: readOnly ? 'select' : 'split' });
      case 'ghosts':
      case 'follow':
      case 'rows':
      case 'names':
      case 'fold':
      case 'in-scale':
      case 'events':
        return this.#set({ [SWITCHES[action]]: !settings[SWITCHES[action]] });
      case 'quantise-how':
      case 'humanise':
      case 'transpose-how':
      case 'velocity-how':
      case 'key-how':
      case 'markers':
      case 'course-how':
        return this.#open(PANELS[action]);
      case 'select-all':
        select(new Set(notes.map(({ id }) => id)));
        return true;
      case 'select-invert':
        select(new Set(notes.map(({ id }) => id).filter((id) => !selection.has(id))));
        return true;
      case 'select-same-pitch':
        return this.#samePitch();
      case 'select-out-of-scale': {
        const { key } = this.#now();
        if (key !== null) select(new Set(outOfScale(notes, key).map(({ id }) => id)));
        return true;
      }
      case 'select-none':
        if (selection.size === 0) return false;
        select(new Set());
        return true;
      case 'zoom-in':
      case 'zoom-out':
      case 'fit':
        return this.#zoom(action);
      case 'under-next': {
        const { lane } = this.#now();
        const all = undersOf(lane, settings.under);
        const next = all[(all.indexOf(settings.under) + 1) % all.length];
        return this.#set({ under: next ?? 'velocity' });
      }
      case 'marker-add':
      case 'marker-next':
      case 'marker-previous':
        return this.#marker(action);
      case 'loop-selection':
        return this.#loopSelection();
      case 'previous-note':
      case 'next-note':
      case 'higher-note':
      case 'lower-note':
        return this.#go(action);
      default:
        return this.#edit(action);
    }
  }

  /** One edit as one entry of the history; what it adds is selected. */
  commit(edit: RollEdit): void {
    const { lane, readOnly, begin, select } = this.#now();
    if (lane === null || readOnly) return;
    this.#panel.cancel();
    const session = begin(lane.id, edit.kind);
    session.preview(edit);
    const added = session.keep();
    if (added.length > 0) select(new Set(added));
    else if (edit.kind === 'delete') select(new Set());
  }

  /** A note at the playhead, as long and loud as the last one that was drawn, at the pitch of the current one. */
  add({ length, velocity }: { readonly length: number; readonly velocity: number }): void {
    const { chosen, playhead, grid } = this.#now();
    const start = Math.max(0, snapNearest(playhead ?? 0, grid));
    const pitch = chosen.at(-1)?.pitch ?? 60;
    this.commit({ kind: 'add', notes: [{ pitch, velocity, start, end: start + length }] });
  }

  /** A point of a controller at the playhead, where it is already: to be set by its value then. */
  addPoint(control: Control): void {
    const { lane, playhead } = this.#now();
    if (lane === null) return;
    const { events = [], channel = null } = lane;
    const tick = Math.max(0, Math.round(playhead ?? 0));
    const before = pointsOf({ events, channel }, control).findLast((point) => point.tick <= tick);
    const value = before?.value ?? rangeOf(control).rest;
    this.commit({ kind: 'control', control, from: tick, to: tick, points: [{ tick, value }] });
  }

  /** Shifts the velocities of all that is selected, so that their mean becomes `value`. */
  setVelocity(value: number, mean: number): void {
    const velocities = new Map(
      this.#now().chosen.map(
        ({ id, velocity }) => [id, Math.max(1, Math.min(127, velocity + value - mean))] as const,
      ),
    );
    this.commit({ kind: 'velocity', velocities });
  }

  #set(change: Partial<RollSettings>): true {
    const { settings, set } = this.#now();
    set({ ...settings, ...change });
    return true;
  }

  #samePitch(): boolean {
    const { chosen, notes, select } = this.#now();
    if (chosen.length === 0) return false;
    const pitches = new Set(chosen.map(({ pitch }) => pitch));
    select(new Set(notes.filter(({ pitch }) => pitches.has(pitch)).map(({ id }) => id)));
    return true;
  }

  /** A panel is about what is selected, or about the whole lane. */
  #open(name: PanelName): boolean {
    const { notes, chosen, readOnly } = this.#now();
    const group = chosen.length === 0 ? notes : chosen;
    const ofNotes = name !== 'key' && name !== 'markers' && name !== 'course';
    if (ofNotes && (readOnly || group.length === 0)) return false;
    this.#panel.show(name, group);
    return true;
  }

  #zoom(action: 'zoom-in' | 'zoom-out' | 'fit'): boolean {
    const { view } = this.#stage;
    const { length, all } = this.#now();
    if (view === null) return false;
    if (action === 'fit') this.#stage.fit(length, all);
    else {
      const centre = (view.keys + view.width) / 2;
      this.#stage.view = zoomedTime(view, action === 'zoom-in' ? 1.25 : 0.8, centre, length);
    }
    return true;
  }

  #marker(action: 'marker-add' | 'marker-next' | 'marker-previous'): boolean {
    const { markers, playhead, grid, readOnly, addMarker, seek } = this.#now();
    const here = playhead ?? 0;
    if (action === 'marker-add') {
      if (!readOnly) addMarker(snapNearest(here, grid));
      return true;
    }
    const next =
      action === 'marker-next'
        ? markers.find(({ tick }) => tick > here)
        : markers.findLast(({ tick }) => tick < here);
    if (next !== undefined) seek(next.tick);
    return true;
  }

  #loopSelection(): boolean {
    const { chosen, loop } = this.#now();
    if (chosen.length === 0) return false;
    const start = chosen.reduce((least, note) => Math.min(least, note.start), Infinity);
    loop({ start, end: chosen.reduce((most, note) => Math.max(most, note.end), 0) });
    return true;
  }

  #edit(action: RollAction): boolean {
    const { selection, readOnly, notes, settings, grid, key, playhead } = this.#now();
    // Without a selection an arrow takes a person to a note instead of moving one.
    if (selection.size === 0 && (action === 'nudge-left' || action === 'nudge-right'))
      return this.#go('next-note');
    const { strength, swing, inScale } = settings;
    const how = { strength, swing, inScale, grid, key, playhead };
    const asked = readOnly ? null : editFor(action, notes, selection, how);
    if (asked === null) return groupFor(action, notes, selection).length > 0;
    this.commit(asked);
    return true;
  }

  #go(action: Step): boolean {
    const { lane, notes, chosen, select, audition, length } = this.#now();
    const note = neighbour(action, notes, chosen.at(-1)?.id ?? null);
    if (note === null || lane === null) return false;
    select(new Set([note.id]));
    audition({ lane: lane.id, pitch: note.pitch, velocity: note.velocity });
    this.#stage.reveal(note, length);
    return true;
  }
}
