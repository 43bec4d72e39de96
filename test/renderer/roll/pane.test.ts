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
