/** The roll's named actions on a real project: each is one entry of the history, and what a panel only shows leaves none. */
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LaneNote, NoteId } from '#main/project/project.ts';
import { RollHand } from '#renderer/roll/hand.svelte.ts';
import { indexOf } from '#renderer/roll/grid/note-index.ts';
import { rowsOf, usedPitches } from '#renderer/roll/grid/rows.ts';
import { pitchAt, xOf, yOf } from '#renderer/roll/grid/viewport.ts';
import { Panel } from '#renderer/roll/panel.svelte.ts';
import { Performer, type RollNow } from '#renderer/roll/performer.ts';
import { Stage } from '#renderer/roll/stage.svelte.ts';
import { FIRST_SETTINGS, type RollLane, type RollSettings } from '#renderer/roll/view.ts';
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

let session: Session;
let selection: ReadonlySet<NoteId>;
let settings: RollSettings;
let stage: Stage;
let panel: Panel;
let performer: Performer;

const notes = (): readonly LaneNote[] =>
  session.desk.shown?.lanes.find(({ id }) => id === 'melody')?.notes ?? [];
const entries = (): number => session.workspace.history.past.length;
const begin = (lane: string) => session.desk.editNotes(lane);

function now(): RollNow {
  const lane: RollLane = {
    id: 'melody',
    name: '',
    colour: 11,
    muted: false,
    pitched: true,
    notes: notes(),
  };
  return {
    lane,
    notes: notes(),
    chosen: notes().filter(({ id }) => selection.has(id)),
    all: notes(),
    selection,
    settings,
    grid: 120,
    key: { root: 0, scale: 'major' },
    playhead: 300,
    length: 3840,
    readOnly: false,
    set: (next) => (settings = next),
    select: (ids) => (selection = ids),
    begin,
    loop: () => undefined,
    audition: () => undefined,
  };
}

beforeEach(() => {
  ({ session } = silentSession());
  session.sketches.keep({ phrase: PHRASE, provenance: { from: 'hand' } });
  flushSync();
  selection = new Set(notes().map(({ id }) => id));
  settings = FIRST_SETTINGS;
  stage = new Stage();
  stage.resize({ width: 900, height: 400, ratio: 1 }, 3840, notes());
  panel = new Panel((kind) => (kind.length > 0 ? begin('melody') : null));
  performer = new Performer(stage, panel, now);
});

describe('actions', () => {
  test.each([
    [
      'quantise',
      [
        [0, 190],
        [240, 390],
        [480, 880],
      ],
    ],
    [
      'legato',
      [
        [10, 250],
        [250, 500],
        [500, 900],
      ],
    ],
    [
      'split',
      [
        [10, 200],
        [250, 300],
        [300, 400],
        [500, 900],
      ],
    ],
    [
      'join',
      [
        [10, 900],
        [250, 400],
      ],
    ],
    [
      'nudge-tick-right',
      [
        [20, 210],
        [260, 410],
        [510, 910],
      ],
    ],
  ] as const)('%s is one entry, and undo gives back what was', (action, after) => {
    const before = notes();
    const count = entries();
    expect(performer.perform(action)).toBe(true);
    expect(notes().map(({ start, end }) => [start, end])).toEqual(after);
    expect(entries()).toBe(count + 1);
    session.desk.undo();
    expect(notes()).toEqual(before);
  });

  test('without a selection quantise means the whole lane, but join means nothing', () => {
    selection = new Set();
    performer.perform('quantise');
    expect(notes().map(({ start }) => start)).toEqual([0, 240, 480]);
    const count = entries();
    performer.perform('join');
    expect(entries()).toBe(count);
  });

  test('out of scale is selected, moved in, and the scale is kept by arrows where it is asked for', () => {
    performer.perform('select-out-of-scale');
    expect(
      notes()
        .filter(({ id }) => selection.has(id))
        .map(({ pitch }) => pitch),
    ).toEqual([61]);
    performer.perform('scale-notes');
    expect(notes().map(({ pitch }) => pitch)).toEqual([60, 60, 60]);
    performer.perform('in-scale');
    selection = new Set(notes().map(({ id }) => id));
    performer.perform('transpose-up');
    performer.perform('transpose-up');
    expect(notes().map(({ pitch }) => pitch)).toEqual([64, 64, 64]);
  });
});

describe('a panel', () => {
  test('that is taken back leaves notes and history exactly as they were', () => {
    const before = session.workspace.project;
    const count = entries();
    performer.perform('velocity-how');
    for (const by of [1, 2, 3])
      panel.preview({ kind: 'move', ids: panel.ids, ticks: 0, pitch: by });
    expect(notes()[0]?.pitch).toBe(63);
    expect(panel.cancel()).toBe(true);
    expect(session.workspace.project).toEqual(before);
    expect(entries()).toBe(count);
  });

  test('that is kept is one entry, however often it was changed', () => {
    const count = entries();
    performer.perform('transpose-how');
    for (const by of [1, 5, 2])
      panel.preview({ kind: 'move', ids: panel.ids, ticks: 0, pitch: by });
    panel.keep();
    expect(entries()).toBe(count + 1);
    expect(notes().map(({ pitch }) => pitch)).toEqual([62, 63, 62]);
    expect(panel.open).toBeNull();
  });

  test('has nothing to keep when an undo came in between', () => {
    performer.perform('quantise');
    performer.perform('transpose-how');
    panel.preview({ kind: 'move', ids: panel.ids, ticks: 0, pitch: 2 });
    session.desk.undo();
    const after = session.workspace.project;
    panel.preview({ kind: 'move', ids: panel.ids, ticks: 0, pitch: 7 });
    panel.keep();
    expect(session.workspace.project).toEqual(after);
  });
});

test('turning the wheel over a note is one edit of velocity, until the hand goes elsewhere', () => {
  const world = () => ({
    lane: 'melody',
    notes: notes(),
    length: 3840,
    selection,
    loop: null,
    grid: 120,
    inKey: (pitch: number) => pitch,
    begin: () => begin('melody'),
    select: (ids: ReadonlySet<NoteId>) => (selection = ids),
    audition: () => undefined,
    seek: () => undefined,
    setLoop: () => undefined,
  });
  const hand = new RollHand(stage, performer, () => ({
    tool: 'select',
    readOnly: false,
    length: 3840,
    grid: 120,
    world: world(),
    play: () => undefined,
    panel,
  }));
  const { view } = stage;
  const [first] = indexOf(notes()).notes;
  if (view === null || first === undefined) throw new Error('nothing is shown');
  const at = {
    x: xOf(view, 100),
    y: yOf(view, 60) + 3,
    shift: false,
    alt: true,
    command: false,
    finger: false,
  };
  const count = entries();
  for (let notch = 0; notch < 4; notch++) hand.wheel(at, new WheelEvent('wheel', { deltaY: -100 }));
  expect(notes().map(({ velocity }) => velocity)).toEqual([92, 102, 112]);
  hand.hover({ ...at, x: at.x + 40 });
  hand.hover({ ...at, x: at.x + 80 });
  expect(entries()).toBe(count + 1);
  session.desk.undo();
  expect(notes().map(({ velocity }) => velocity)).toEqual([80, 90, 100]);
});

test('a folded roll has a row for every note and every pitch of the key, and the hand finds each', () => {
  const pitches = usedPitches([[{ pitch: 60 }, { pitch: 61 }, { pitch: 90 }]], {
    root: 0,
    scale: 'major',
  });
  expect(pitches).toEqual(expect.arrayContaining([60, 61, 62, 64, 90]));
  expect(pitches).not.toContain(63);
  stage.fold(rowsOf(pitches), 3840);
  const { view } = stage;
  if (view === null) throw new Error('nothing is shown');
  for (const pitch of pitches) {
    const y = yOf(view, pitch) + view.rowHeight / 2;
    if (y > view.ruler && y < view.height - view.velocity) expect(pitchAt(view, y)).toBe(pitch);
  }
  stage.fold(null, 3840);
  expect(stage.view?.rows).toBeNull();
});
