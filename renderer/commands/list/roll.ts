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
  ['tool-split', m.command_tool_split, '4', 'sketch'],
  ['toggle-draw', m.command_toggle_draw, 'B', 'sketch'],
  ['select-all', m.command_select_all, 'Ctrl+A', 'notes'],
  ['select-none', m.command_select_none, 'Escape', 'notes'],
  ['select-invert', m.command_select_invert, 'Ctrl+Shift+I', 'notes'],
  ['select-same-pitch', m.command_select_same_pitch, 'Ctrl+Shift+A', 'notes'],
  ['select-out-of-scale', m.command_select_out_of_scale, 'Ctrl+Shift+U', 'notes'],
  ['delete', m.command_delete, 'Delete', 'sketch'],
  ['duplicate', m.command_duplicate, 'Ctrl+D', 'sketch'],
  ['copy', m.command_copy_notes, 'Ctrl+C', 'notes'],
  ['cut', m.command_cut_notes, 'Ctrl+X', 'sketch'],
  ['paste', m.command_paste_notes, 'Ctrl+V', 'sketch'],
  ['split', m.command_split, 'Ctrl+E', 'sketch'],
  ['join', m.command_join, 'Ctrl+J', 'sketch'],
  ['legato', m.command_legato, 'Shift+L', 'sketch'],
  ['quantise', m.command_quantise, 'Q', 'sketch'],
  ['quantise-how', m.command_quantise_how, 'Shift+Q', 'sketch'],
  ['humanise', m.command_humanise, 'Shift+H', 'sketch'],
  ['scale-notes', m.command_scale_notes, 'Shift+G', 'sketch'],
  ['transpose-up', m.command_transpose_up, 'ArrowUp', 'sketch'],
  ['transpose-down', m.command_transpose_down, 'ArrowDown', 'sketch'],
  ['octave-up', m.command_octave_up, 'Shift+ArrowUp', 'sketch'],
  ['octave-down', m.command_octave_down, 'Shift+ArrowDown', 'sketch'],
  ['transpose-how', m.command_transpose_how, 'T', 'sketch'],
  ['nudge-left', m.command_nudge_left, 'ArrowLeft', 'sketch'],
  ['nudge-right', m.command_nudge_right, 'ArrowRight', 'sketch'],
  ['nudge-tick-left', m.command_nudge_tick_left, 'Alt+ArrowLeft', 'sketch'],
  ['nudge-tick-right', m.command_nudge_tick_right, 'Alt+ArrowRight', 'sketch'],
  ['shorter', m.command_shorter, 'Shift+ArrowLeft', 'sketch'],
  ['longer', m.command_longer, 'Shift+ArrowRight', 'sketch'],
  ['velocity-up', m.command_velocity_up, 'Alt+ArrowUp', 'sketch'],
  ['velocity-down', m.command_velocity_down, 'Alt+ArrowDown', 'sketch'],
  ['velocity-how', m.command_velocity_how, 'V', 'sketch'],
  ['previous-note', m.command_previous_note, 'Ctrl+ArrowLeft', 'notes'],
  ['next-note', m.command_next_note, 'Ctrl+ArrowRight', 'notes'],
  ['higher-note', m.command_higher_note, 'Ctrl+ArrowUp', 'notes'],
  ['lower-note', m.command_lower_note, 'Ctrl+ArrowDown', 'notes'],
  ['loop-selection', m.command_loop_selection, 'Ctrl+L', 'notes'],
  ['ghosts', m.command_ghosts, ',', 'notes'],
  ['rows', m.command_rows, 'H', 'notes'],
  ['names', m.command_names, 'G', 'notes'],
  ['fold', m.command_fold, 'Shift+F', 'notes'],
  ['in-scale', m.command_in_scale, null, 'notes'],
  ['key-how', m.command_key_how, null, 'notes'],
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
