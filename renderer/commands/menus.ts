/** The native menu, made of the one list. */
import type { NativeMenus } from '#main/protocol/desktop.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { offered, possible, SECTIONS, titleOf, type Command, type Section } from './command.ts';
import { COMMANDS } from './commands.ts';

const TITLES: Readonly<Record<Section, () => string>> = {
  file: m.command_section_file,
  edit: m.command_section_edit,
  library: m.command_section_library,
  transport: m.command_section_transport,
  model: m.command_section_model,
  map: m.command_section_map,
  lanes: m.command_section_lanes,
  roll: m.command_section_roll,
  midi: m.command_section_midi,
  arrange: m.command_section_arrange,
  window: m.command_section_window,
};

/** A section's name in the language of the moment. */
export function sectionTitle(section: Section): string {
  return TITLES[section]();
}

/** Keys as Electron writes accelerators. */
function accelerator(keys: string): string {
  return keys.replace('Ctrl+', 'CmdOrCtrl+').replace(/Arrow(?=Up|Down|Left|Right)/u, '');
}

function itemOf(command: Command, session: Session): NativeMenus[number]['items'][number] {
  const { id, keys, checked, under } = command;
  return {
    id,
    title: titleOf(command, session),
    enabled: possible(command, session),
    ...(keys === null ? {} : { keys: accelerator(keys) }),
    ...(under === undefined ? {} : { under: under() }),
    ...(checked === undefined ? {} : { checked: checked(session) }),
  };
}

/** The menus as they are now, in the language of the moment. */
export function menusOf(session: Session): NativeMenus {
  return SECTIONS.map((section) => ({
    title: sectionTitle(section),
    items: COMMANDS.filter(
      (command) => command.section === section && offered(command, session),
    ).map((command) => itemOf(command, session)),
  }));
}
