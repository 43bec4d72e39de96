/** Commands on what a person plays: on MIDI keyboards, on the screen, on letters. */
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

export const MIDI: readonly Command[] = [
  {
    id: 'keys-show',
    section: 'midi',
    title: m.command_keys_show,
    keys: null,
    checked: ({ hands: { keyboard } }) => keyboard.shown,
    run: ({ hands: { keyboard } }) => keyboard.show(!keyboard.shown),
  },
  {
    id: 'keys-type',
    section: 'midi',
    title: m.command_keys_type,
    keys: 'Ctrl+Shift+K',
    checked: ({ hands: { keyboard } }) => keyboard.typing,
    run: ({ hands: { keyboard } }) => keyboard.type(!keyboard.typing),
  },
  {
    id: 'thru',
    section: 'midi',
    title: m.command_thru,
    keys: null,
    checked: ({ preferences }) => preferences.thru,
    run: ({ preferences }) => preferences.setThru(!preferences.thru),
  },
];
