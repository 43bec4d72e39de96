/** Which key does what in the roll. */
import type { RollAction } from './names.ts';

/** The part of a key event that matters here. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const PLAIN: Readonly<Record<string, RollAction>> = {
  '1': 'tool-draw',
  '2': 'tool-select',
  '3': 'tool-erase',
  '4': 'tool-split',
  b: 'toggle-draw',
  q: 'quantise',
  t: 'transpose-how',
  v: 'velocity-how',
  e: 'events',
  u: 'under-next',
  h: 'rows',
  g: 'names',
  z: 'zoom-in',
  ',': 'ghosts',
  '[': 'marker-previous',
  ']': 'marker-next',
  Delete: 'delete',
  Backspace: 'delete',
  Escape: 'select-none',
  ArrowUp: 'transpose-up',
  ArrowDown: 'transpose-down',
  ArrowLeft: 'nudge-left',
  ArrowRight: 'nudge-right',
};

const WITH_SHIFT: Readonly<Record<string, RollAction>> = {
  ArrowUp: 'octave-up',
  ArrowDown: 'octave-down',
  ArrowLeft: 'shorter',
  ArrowRight: 'longer',
  z: 'zoom-out',
  q: 'quantise-how',
  h: 'humanise',
  l: 'legato',
  g: 'scale-notes',
  f: 'fold',
  m: 'marker-add',
  t: 'course-how',
};

const WITH_ALT: Readonly<Record<string, RollAction>> = {
  z: 'fit',
  ArrowLeft: 'nudge-tick-left',
  ArrowRight: 'nudge-tick-right',
  ArrowUp: 'velocity-up',
  ArrowDown: 'velocity-down',
};

const WITH_COMMAND_AND_SHIFT: Readonly<Record<string, RollAction>> = {
  a: 'select-same-pitch',
  i: 'select-invert',
  u: 'select-out-of-scale',
};

const WITH_COMMAND: Readonly<Record<string, RollAction>> = {
  a: 'select-all',
  d: 'duplicate',
  c: 'copy',
  x: 'cut',
  v: 'paste',
  e: 'split',
  j: 'join',
  l: 'loop-selection',
  ArrowLeft: 'previous-note',
  ArrowRight: 'next-note',
  ArrowUp: 'higher-note',
  ArrowDown: 'lower-note',
};

/**
 * The action of a key, or null where the roll leaves the key to others.
 * @example actionFor({ key: 'Delete', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false }) // 'delete'
 */
export function actionFor(press: KeyPress): RollAction | null {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.altKey)
    return press.shiftKey || press.ctrlKey || press.metaKey ? null : (WITH_ALT[key] ?? null);
  if (press.ctrlKey || press.metaKey)
    return (press.shiftKey ? WITH_COMMAND_AND_SHIFT : WITH_COMMAND)[key] ?? null;
  return (press.shiftKey ? WITH_SHIFT : PLAIN)[key] ?? null;
}
