/** Commands on the projects that were opened or saved before: a place on the list is a command. */
import type { RecentProject } from '#main/protocol/desktop.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

/** How many can be reached without the sheet. */
const PLACES = 8;

const entryAt = ({ recent }: Session, index: number): RecentProject | undefined =>
  recent.list[index];

/** Two projects of one name are told apart by where they lie. */
function nameAt(session: Session, index: number): string | null {
  const entry = entryAt(session, index);
  if (entry === undefined) return null;
  const { name, folder } = entry;
  const alike = session.recent.list.filter((each) => each.name === name).length > 1;
  return m.command_recent_open({ name: alike ? `${name} (${folder})` : name });
}

function place(index: number): Command {
  return {
    id: `recent-${String(index + 1)}`,
    section: 'file',
    under: m.project_recent,
    title: () => m.command_recent_number({ number: index + 1 }),
    now: (session) => nameAt(session, index),
    shown: (session) => entryAt(session, index) !== undefined,
    keys: null,
    run: (session) => {
      const entry = entryAt(session, index);
      if (entry !== undefined) void session.recent.open(entry.handle);
    },
  };
}

export const RECENT: readonly Command[] = [
  ...Array.from({ length: PLACES }, (_, index) => place(index)),
  {
    id: 'recent',
    section: 'file',
    under: m.project_recent,
    title: m.command_recent,
    keys: null,
    run: ({ face }) => {
      face.sheet = 'recent';
    },
  },
];
