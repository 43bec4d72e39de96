/** From a key that was pressed to the command that it asks for. */
import type { Session } from '#renderer/session/session.svelte.ts';
import { possible, type Command, type Scope } from './command.ts';

/** The keys of an event as commands write them. A sign that needs Shift on some keyboards is written without it. */
export function keysOf(event: KeyboardEvent): string {
  const letter = /^[\p{L}\p{N}]$/u.test(event.key);
  const key = event.key === ' ' ? 'Space' : letter ? event.key.toUpperCase() : event.key;
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const sign = event.key.length === 1 && event.key !== ' ' && !letter;
  const alt = event.altKey ? 'Alt+' : '';
  const shift = event.shiftKey && !sign ? 'Shift+' : '';
  return `${ctrl}${alt}${shift}${key}`;
}

/** Keys by which text is selected, copied and pasted while it is typed. */
const OF_TEXT: ReadonlySet<string> = new Set(['Ctrl+A', 'Ctrl+C', 'Ctrl+X', 'Ctrl+V']);

/** Where the focus is. */
function scopeOf(target: EventTarget | null): Scope {
  const inside = (what: string): boolean =>
    target instanceof Element && target.closest(`[data-scope='${what}']`) !== null;
  return inside('roll') ? 'roll' : inside('pad') ? 'pad' : 'everywhere';
}

const OPEN_LIST =
  '[role="menu"], [role="listbox"], [aria-haspopup="listbox"][aria-expanded="true"]';

/** Whether a key that was typed finds its entry in a menu or a list that is open. */
export function findsEntry({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isSign = key.length === 1 && !ctrlKey && !metaKey && !altKey;
  return isSign && target instanceof Element && target.closest(OPEN_LIST) !== null;
}

/**
 * The command that an event asks for, or null: typing text, composing it and finding an entry of a list ask for none, and a focused control
 * keeps Space, Enter and its arrows. Where two scopes know a key, the narrower one has it.
 */
export function commandFor(
  commands: readonly Command[],
  event: KeyboardEvent,
  session: Session,
): Command | null {
  if (event.defaultPrevented || event.isComposing || findsEntry(event)) return null;
  const keys = keysOf(event);
  const { target } = event;
  const typing =
    target instanceof HTMLInputElement && ['text', 'number', 'search'].includes(target.type);
  if (typing && (!keys.startsWith('Ctrl+') || OF_TEXT.has(keys))) return null;
  const pressable =
    target instanceof Element &&
    target.closest('button, a, input, [role="menuitem"], [role="option"]');
  const own = ['Space', 'Enter', 'Home'].includes(keys) || keys.includes('Arrow');
  if (pressable && own) return null;
  const here = scopeOf(target);
  const found = commands.filter((command) => command.keys === keys && possible(command, session));
  return (
    found.find(({ scope }) => scope === here) ??
    found.find(({ scope = 'everywhere' }) => scope === 'everywhere') ??
    null
  );
}
