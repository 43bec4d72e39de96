/** Commands on the piano roll. It does them itself while it holds the focus; here they are named, and reached without. */
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

/** The roll's own names of what it does, each with its title and its keys. */
const ACTIONS: readonly (readonly [
  action: string,
  title: () => string,
  keys: string | null,
  needs: 'notes' | 'sketch',
])[] = [
  ['tool-draw', m.command_tool_draw, '1', 'sketch'],
  ['tool-select', m.command_tool_select, '2', 'notes'],
  ['tool-erase', m.command_tool_erase, '3', 'sketch'],
  ['toggle-draw', m.command_toggle_draw, 'B', 'sketch'],
  ['select-all', m.command_select_all, 'Ctrl+A', 'notes'],
  ['select-none', m.command_select_none, 'Escape', 'notes'],
  ['select-invert', m.command_select_invert, 'Ctrl+Shift+I', 'notes'],
  ['select-same-pitch', m.command_select_same_pitch, 'Ctrl+Shift+A', 'notes'],
  ['delete', m.command_delete, 'Delete', 'sketch'],
  ['duplicate', m.command_duplicate, 'Ctrl+D', 'sketch'],
  ['quantise', m.command_quantise, 'Q', 'sketch'],
  ['transpose-up', m.command_transpose_up, 'ArrowUp', 'sketch'],
  ['transpose-down', m.command_transpose_down, 'ArrowDown', 'sketch'],
  ['octave-up', m.command_octave_up, 'Shift+ArrowUp', 'sketch'],
  ['octave-down', m.command_octave_down, 'Shift+ArrowDown', 'sketch'],
  ['nudge-left', m.command_nudge_left, 'ArrowLeft', 'sketch'],
  ['nudge-right', m.command_nudge_right, 'ArrowRight', 'sketch'],
  ['shorter', m.command_shorter, 'Shift+ArrowLeft', 'sketch'],
  ['longer', m.command_longer, 'Shift+ArrowRight', 'sketch'],
  ['previous-note', m.command_previous_note, 'Ctrl+ArrowLeft', 'notes'],
  ['next-note', m.command_next_note, 'Ctrl+ArrowRight', 'notes'],
  ['higher-note', m.command_higher_note, 'Ctrl+ArrowUp', 'notes'],
  ['lower-note', m.command_lower_note, 'Ctrl+ArrowDown', 'notes'],
  ['loop-selection', m.command_loop_selection, 'Ctrl+L', 'notes'],
  ['ghosts', m.command_ghosts, ',', 'notes'],
  ['follow', m.command_follow, null, 'notes'],
  ['zoom-in', m.command_zoom_in, 'Z', 'notes'],
  ['zoom-out', m.command_zoom_out, 'Shift+Z', 'notes'],
  ['fit', m.command_fit, 'Alt+Z', 'notes'],
];

const NEEDS = {
  notes: ({ desk: { shown } }: Session): boolean => shown !== null,
  sketch: ({ sketches }: Session): boolean => sketches.current !== null,
};

export const ROLL: readonly Command[] = ACTIONS.map(([action, title, keys, needs]) => ({
  id: `roll-${action}`,
  section: 'roll',
  scope: 'roll',
  title,
  keys,
  when: NEEDS[needs],
  run: ({ face }) => face.roll(action),
}));
