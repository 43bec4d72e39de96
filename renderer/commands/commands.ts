/** The one list of commands. */
import type { Session } from '#renderer/session/session.svelte.ts';
import { offered, possible, titleOf, type Command } from './command.ts';
import { ARRANGE } from './list/arrange.ts';
import { EDIT, FILE } from './list/file.ts';
import { LIBRARY } from './list/library.ts';
import { LANES } from './list/lanes.ts';
import { MAP } from './list/map.ts';
import { MIDI } from './list/midi.ts';
import { MODEL } from './list/model.ts';
import { MODELS } from './list/models.ts';
import { RECENT } from './list/recent.ts';
import { ROLL } from './list/roll.ts';
import { SHAPE } from './list/shape.ts';
import { TRANSPORT } from './list/transport.ts';
import { WINDOW } from './list/window.ts';

/** Everything that can be done, by section. */
export const COMMANDS: readonly Command[] = [
  ...FILE,
  ...RECENT,
  ...EDIT,
  ...LIBRARY,
  ...TRANSPORT,
  ...MODEL,
  ...MODELS,
  ...MAP,
  ...SHAPE,
  ...LANES,
  ...ROLL,
  ...ARRANGE,
  ...MIDI,
  ...WINDOW,
];

/** Commands whose name holds all words that were typed, those that are possible now first. */
export function matching(typed: string, session: Session): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  const found = COMMANDS.filter(
    (command) =>
      offered(command, session) &&
      words.every((word) => titleOf(command, session).toLowerCase().includes(word)),
  );
  return [
    ...found.filter((command) => possible(command, session)),
    ...found.filter((command) => !possible(command, session)),
  ];
}

/** Does the command of this id, if it is possible now; the native menu speaks in ids. */
export function runById(id: string, session: Session): void {
  const command = COMMANDS.find((each) => each.id === id);
  if (command !== undefined && possible(command, session)) command.run(session);
}
