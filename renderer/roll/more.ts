/** The menu of edits that have no button of their own. */
import type { MenuItem } from '#renderer/design/menu-item.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { RollAction } from './names.ts';

type Row = readonly [action: RollAction, title: () => string, keys: string | undefined];

const EDITS: readonly Row[] = [
  ['quantise-how', m.command_quantise_how, 'Shift Q'],
  ['humanise', m.command_humanise, 'Shift H'],
  ['transpose-how', m.command_transpose_how, 'T'],
  ['velocity-how', m.command_velocity_how, 'V'],
  ['split', m.command_split, 'Ctrl E'],
  ['join', m.command_join, 'Ctrl J'],
  ['legato', m.command_legato, 'Shift L'],
  ['scale-notes', m.command_scale_notes, 'Shift G'],
  ['duplicate', m.command_duplicate, 'Ctrl D'],
  ['cut', m.command_cut_notes, 'Ctrl X'],
  ['paste', m.command_paste_notes, 'Ctrl V'],
];
const SELECTIONS: readonly Row[] = [
  ['course-how', m.command_course, 'Shift T'],
  ['markers', m.command_markers, undefined],
  ['copy', m.command_copy_notes, 'Ctrl C'],
  ['select-all', m.command_select_all, 'Ctrl A'],
  ['select-invert', m.command_select_invert, 'Ctrl Shift I'],
  ['select-same-pitch', m.command_select_same_pitch, 'Ctrl Shift A'],
  ['select-out-of-scale', m.command_select_out_of_scale, 'Ctrl Shift U'],
];

/** Rows of the menu; edits say why they are not possible. */
export function moreItems(
  readOnly: string | null,
  perform: (action: RollAction) => void,
): readonly MenuItem[] {
  const item =
    (why: string | null) =>
    ([action, title, keys]: Row): MenuItem => ({
      title: title(),
      keys,
      why,
      run: () => perform(action),
    });
  return [...EDITS.map(item(readOnly)), { line: true }, ...SELECTIONS.map(item(null))];
}
