/** Velocity by the wheel, and the rows of a folded roll under the hand. */
import { beforeEach, expect, test } from 'vitest';
import { RollHand } from '#renderer/roll/hand.svelte.ts';
import { indexOf } from '#renderer/roll/grid/note-index.ts';
import { rowsOf, usedPitches } from '#renderer/roll/grid/rows.ts';
import { pitchAt, xOf, yOf } from '#renderer/roll/grid/viewport.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});

test('turning the wheel over a note is one edit of velocity, until the hand goes elsewhere', () => {
  const hand = new RollHand(
    rig.stage,
    rig.performer,
    () => ({
      tool: 'select',
      readOnly: false,
      length: 3840,
      grid: 120,
      world: rig.world(),
      play: () => undefined,
      panel: rig.panel,
      addMarker: () => undefined,
    }),
    () => () => undefined,
  );
  const { view } = rig.stage;
  const [first] = indexOf(rig.notes).notes;
  if (view === null || first === undefined) throw new Error('nothing is shown');
  const at = {
    x: xOf(view, 100),
    y: yOf(view, 60) + 3,
    shift: false,
    alt: true,
    command: false,
    finger: false,
  };
  const count = rig.entries;
  for (let notch = 0; notch < 4; notch++) hand.wheel(at, new WheelEvent('wheel', { deltaY: -100 }));
  expect(rig.notes.map(({ velocity }) => velocity)).toEqual([92, 102, 112]);
  hand.hover({ ...at, x: at.x + 40 });
  hand.hover({ ...at, x: at.x + 80 });
  expect(rig.entries).toBe(count + 1);
  rig.session.desk.undo();
  expect(rig.notes.map(({ velocity }) => velocity)).toEqual([80, 90, 100]);
});

test('a folded roll has a row for every note and every pitch of the key, and the hand finds each', () => {
  const pitches = usedPitches([[{ pitch: 60 }, { pitch: 61 }, { pitch: 90 }]], {
    root: 0,
    scale: 'major',
  });
  expect(pitches).toEqual(expect.arrayContaining([60, 61, 62, 64, 90]));
  expect(pitches).not.toContain(63);
  rig.stage.fold(rowsOf(pitches), 3840);
  const { view } = rig.stage;
  if (view === null) throw new Error('nothing is shown');
  for (const pitch of pitches) {
    const y = yOf(view, pitch) + view.rowHeight / 2;
    if (y > view.ruler && y < view.height - view.velocity) expect(pitchAt(view, y)).toBe(pitch);
  }
  rig.stage.fold(null, 3840);
  expect(rig.stage.view?.rows).toBeNull();
});
