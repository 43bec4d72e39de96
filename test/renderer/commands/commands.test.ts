/** The command list: what keys do, and that every command can be found in both languages. */
import { describe, expect, it } from 'vitest';
import { COMMANDS, keysOf } from '#renderer/commands/commands.ts';
import { overwriteGetLocale } from '#resources/messages/compiled/runtime.js';

describe('commands', () => {
  it('give no key to two commands, or one of them could never be reached', () => {
    const keys = COMMANDS.flatMap(({ keys }) => (keys === null ? [] : [keys]));
    expect(new Set([...keys, 'Ctrl+K', 'Shift+?']).size).toBe(keys.length + 2);
  });

  it.each(['en', 'zh-Hans'] as const)('are all named in %s', (locale) => {
    overwriteGetLocale(() => locale);
    for (const { id, title } of COMMANDS) {
      expect(title(), id).not.toBe('');
      expect(/\p{Script=Han}/u.test(title()), id).toBe(locale === 'zh-Hans');
    }
  });

  it('read Ctrl and Cmd alike, so that undo works on every keyboard', () => {
    expect(keysOf(new KeyboardEvent('keydown', { key: 'z', metaKey: true }))).toBe('Ctrl+Z');
    expect(keysOf(new KeyboardEvent('keydown', { key: 'Z', ctrlKey: true, shiftKey: true }))).toBe(
      'Ctrl+Shift+Z',
    );
    expect(keysOf(new KeyboardEvent('keydown', { key: ' ' }))).toBe('Space');
  });
});
