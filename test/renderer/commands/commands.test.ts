/** The command list: what keys do, and that every command is named, found and offered everywhere. */
import { describe, expect, it } from 'vitest';
import type { Command } from '#renderer/commands/command.ts';
import { COMMANDS } from '#renderer/commands/commands.ts';
import { commandFor, keysOf } from '#renderer/commands/keys.ts';
import { matching } from '#renderer/commands/commands.ts';
import { menusOf } from '#renderer/commands/menus.ts';
import { actionFor } from '#renderer/roll/keys.ts';
import { ROLL_ACTIONS } from '#renderer/roll/names.ts';
import { overwriteGetLocale } from '#resources/messages/compiled/runtime.js';
import { silentSession } from '../silent-session.ts';

const press = (keys: Partial<KeyboardEventInit>, on: Element = document.body): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { ...keys, bubbles: true, cancelable: true });
  on.dispatchEvent(event);
  return event;
};

describe('commands', () => {
  it('give no key to two commands of one scope, or one of them could never be reached', () => {
    const taken = COMMANDS.flatMap(({ keys, scope = 'everywhere' }) =>
      keys === null ? [] : [`${scope} ${keys}`],
    );
    expect(new Set(taken).size).toBe(taken.length);
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
  });

  it.each(['en', 'zh-Hans'] as const)('are all named in %s, no two alike', (locale) => {
    overwriteGetLocale(() => locale);
    for (const { id, title } of COMMANDS)
      expect(/\p{Script=Han}/u.test(title()), `${id}: ${title()}`).toBe(locale === 'zh-Hans');
    expect(new Set(COMMANDS.map(({ title }) => title())).size).toBe(COMMANDS.length);
  });

  it('are all in the palette and in the native menu', () => {
    const { session } = silentSession();
    // A place on a list of files is a command only where there is such a file.
    const all = COMMANDS.filter(({ shown }) => shown?.(session) ?? true)
      .map(({ id }) => id)
      .sort();
    const palette = matching('', session).map(({ id }) => id);
    const menu = menusOf(session).flatMap(({ items }) => items.map(({ id }) => id ?? ''));
    expect(palette.sort()).toEqual(all);
    expect(menu.sort()).toEqual(all);
  });

  it('name every action of the roll, with the key that the roll itself obeys', () => {
    const named = COMMANDS.filter(({ scope }) => scope === 'roll');
    expect(named.map(({ id }) => id.replace('roll-', '')).sort()).toEqual([...ROLL_ACTIONS].sort());
    for (const { id, keys } of named) {
      if (keys === null) continue;
      const parts = keys.split('+');
      const key = parts.at(-1) ?? '';
      const has = (part: string): boolean => parts.slice(0, -1).includes(part);
      const told = { key, ctrlKey: has('Ctrl'), shiftKey: has('Shift'), altKey: has('Alt') };
      expect(actionFor({ ...told, metaKey: false }), id).toBe(id.replace('roll-', ''));
    }
  });
});

describe('keys', () => {
  it('read Ctrl and Cmd alike, so that undo works on every keyboard', () => {
    expect(keysOf(new KeyboardEvent('keydown', { key: 'z', metaKey: true }))).toBe('Ctrl+Z');
    expect(keysOf(new KeyboardEvent('keydown', { key: 'Z', ctrlKey: true, shiftKey: true }))).toBe(
      'Ctrl+Shift+Z',
    );
    expect(keysOf(new KeyboardEvent('keydown', { key: ' ' }))).toBe('Space');
    expect(keysOf(new KeyboardEvent('keydown', { key: '?', shiftKey: true }))).toBe('?');
  });

  it('are left to text fields and, for Space and arrows, to the control that has the focus', () => {
    const { session } = silentSession();
    const command = (event: KeyboardEvent): Command | null => commandFor(COMMANDS, event, session);
    expect(command(press({ key: 'k' }))?.id).toBe('click');
    document.body.innerHTML = '<input type="text"><button>b</button>';
    const [text, button] = document.body.children;
    if (text === undefined || button === undefined) throw new Error('nothing to press');
    expect(command(press({ key: 'k' }, text))).toBeNull();
    expect(command(press({ key: 'k', ctrlKey: true }, text))?.id).toBe('palette');
    expect(command(press({ key: 'Enter' }, button))).toBeNull();
    expect(command(press({ key: 'Enter' }))?.id).toBe('stop');
  });

  it('leave the letters by which an entry of an open list is found to that', () => {
    const { session } = silentSession();
    document.body.innerHTML =
      '<button aria-haspopup="listbox" aria-expanded="true"></button><div role="menu"><i></i></div><button aria-haspopup="listbox" aria-expanded="false"></button>';
    const [list, menu, closed] = document.querySelectorAll('button, i');
    const found = (on: Element | undefined) =>
      commandFor(COMMANDS, press({ key: 'k' }, on), session)?.id ?? null;
    expect([found(list), found(menu), found(closed)]).toEqual([null, null, 'click']);
  });

  it('mind Alt, or what the system does with Alt would play, undo and stop too', () => {
    const { session } = silentSession();
    const always = COMMANDS.map((command) => ({ ...command, when: () => true }));
    document.body.innerHTML = '<div data-scope="roll"></div><div data-scope="pad"></div>';
    const [roll, pad] = document.body.children;
    if (roll === undefined || pad === undefined) throw new Error('nothing to press');
    for (const { id, keys, scope } of always) {
      if (keys === null) continue;
      const parts = keys.split('+');
      const last = parts.at(-1) ?? '';
      const told = {
        key: last === 'Space' ? ' ' : last,
        ctrlKey: parts.includes('Ctrl'),
        shiftKey: parts.includes('Shift'),
      };
      const on = scope === 'roll' ? roll : scope === 'pad' ? pad : document.body;
      const found = (altKey: boolean): string | undefined =>
        commandFor(always, press({ ...told, altKey }, on), session)?.id;
      const alt = parts.includes('Alt');
      expect(found(alt), keys).toBe(id);
      if (alt) continue;
      const other = always.find((each) => each.keys === `Alt+${keys}`);
      expect(found(true), `Alt+${keys}`).toBe(other?.scope === scope ? other?.id : undefined);
    }
  });
});
