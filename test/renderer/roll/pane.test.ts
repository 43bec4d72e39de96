/** The roll's pane in a page: its list of notes, its markers and its panels do to the project what a person types into them. */
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import RollPane from '#renderer/roll/RollPane.svelte';
import { Rig } from './rig.ts';

let rig: Rig;
let pane: object;

beforeEach(() => {
  // The page of the tests has no sizes and no media; nothing is drawn in it.
  class Still {
    observe(): void {}
    disconnect(): void {}
  }
  vi.stubGlobal('ResizeObserver', Still);
  const media = { matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() };
  vi.stubGlobal('matchMedia', () => media);
  rig = new Rig();
  pane = mount(RollPane, {
    target: document.body,
    props: { session: rig.session, onplay: () => undefined },
  });
  flushSync();
});
afterEach(async () => {
  await unmount(pane);
  vi.unstubAllGlobals();
});

const all = <E extends Element = HTMLInputElement>(id: string): readonly E[] => [
  ...document.querySelectorAll<E>(`[data-testid="${id}"]`),
];
function act(action: string): void {
  rig.session.face.roll(action);
  flushSync();
}
function type(field: HTMLInputElement | undefined, text: string): void {
  if (field === undefined) throw new Error('there is no such field');
  field.value = text;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}
function click(button: Element | undefined): void {
  button?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  flushSync();
}

test('each value of a note is typed in the list; what cannot be read changes nothing', () => {
  expect(all('event-pitch')).toHaveLength(0);
  act('events');
  expect(all('event-pitch').map(({ value }) => value)).toEqual(['C4', 'D♭4', 'C4']);
  const count = rig.entries;
  type(all('event-pitch')[0], 'G3');
  type(all('event-position')[0], '1.1.60');
  type(all('event-length')[0], '1');
  type(all('event-velocity')[0], '33');
  expect(rig.notes[0]).toMatchObject({ pitch: 55, start: 60, end: 180, velocity: 33 });
  expect(rig.entries).toBe(count + 4);
  for (const [id, text] of [
    ['event-pitch', 'H'],
    ['event-position', 'x'],
    ['event-length', '-1'],
    ['event-velocity', '128'],
  ] as const) {
    type(all(id)[0], text);
    expect(all(id)[0]?.value).not.toBe(text);
  }
  expect(rig.entries).toBe(count + 4);
  click(all<Element>('event-add')[0]);
  expect(rig.notes).toHaveLength(4);
  click(all<Element>('event-remove')[0]);
  expect(rig.notes).toHaveLength(3);
});

test('markers are set, named and taken away in their list', () => {
  act('marker-add');
  act('markers');
  const [name] = all('marker-name');
  expect(name?.value).toMatch(/1/u);
  type(name, 'Bridge');
  expect(rig.session.markers.list).toEqual([{ tick: 0, name: 'Bridge' }]);
  const remove = name?.parentElement?.querySelector('button:last-of-type') ?? undefined;
  click(remove);
  expect(rig.session.markers.list).toEqual([]);
});

test('the panels for numbers open, show what they would do, and leave nothing when taken back', () => {
  const before = rig.session.workspace.project;
  act('select-all');
  for (const action of ['quantise-how', 'humanise', 'transpose-how', 'velocity-how', 'key-how']) {
    act(action);
    expect(all('roll-panel'), action).toHaveLength(1);
    if (action === 'quantise-how')
      expect(rig.notes.map(({ start }) => start)).toEqual([0, 240, 480]);
    all('roll-panel')[0]?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
    );
    flushSync();
    expect(all('roll-panel'), action).toHaveLength(0);
    expect(rig.session.workspace.project, action).toEqual(before);
  }
});

test('tempos and meters are set, typed elsewhere and taken away in their list', () => {
  const sketch = () => rig.session.sketches.current;
  rig.session.desk.open(rig.session.sketches.open ?? '');
  rig.session.player.seek(1920);
  flushSync();
  act('course-how');
  click(all<Element>('tempo-add')[0]);
  click(all<Element>('meter-add')[0]);
  expect(sketch()?.course).toMatchObject({
    tempos: [{ tick: 1920, bpm: 120 }],
    meters: [{ tick: 1920, numerator: 4, denominator: 4 }],
  });
  type(all('course-beat').at(-1), '16');
  expect(sketch()?.course.meters[0]).toMatchObject({ numerator: 4, denominator: 16 });
  type(all('change-place')[0], '1.3');
  expect(sketch()?.course.tempos).toEqual([{ tick: 960, bpm: 120 }]);
  type(all('change-place')[0], 'nonsense');
  expect(sketch()?.course.tempos).toEqual([{ tick: 960, bpm: 120 }]);
  click(all<Element>('tempo-remove')[0]);
  click(all<Element>('meter-remove')[0]);
  expect(sketch()?.course).toMatchObject({ tempos: [], meters: [] });
  const entries = rig.entries;
  rig.session.desk.undo();
  flushSync();
  expect(sketch()?.course.meters).toHaveLength(1);
  expect(rig.entries).toBe(entries - 1);
});

test('a controller is chosen by a key, and its points are added, set and taken away by typing', () => {
  const events = () => rig.session.sketches.current?.lanes[0]?.events ?? [];
  act('events');
  act('under-next');
  click(all<Element>('other-add')[0]);
  expect(events()).toEqual([{ tick: 0, bytes: [0xe0, 0, 64] }]);
  type(all('other-value')[0], '-8192');
  expect(events()).toEqual([{ tick: 0, bytes: [0xe0, 0, 0] }]);
  type(all('other-value')[0], '9999');
  expect(all('other-value')[0]?.value).toBe('-8192');
  type(all('other-place')[0], '1.2');
  expect(events()).toEqual([{ tick: 480, bytes: [0xe0, 0, 0] }]);
  click(all<Element>('other-remove')[0]);
  expect(events()).toEqual([]);
});
