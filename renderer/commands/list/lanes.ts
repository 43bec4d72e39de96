/** Commands on the lane that is chosen. */
import type { Lane } from '#main/project/project.ts';
import type { LaneChange } from '#renderer/session/desk.svelte.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

function chosen({ desk: { shown, lane } }: Session): Lane | null {
  return shown?.lanes.find(({ id }) => id === lane) ?? shown?.lanes[0] ?? null;
}

const some = (session: Session): boolean => chosen(session) !== null;

function change(session: Session, how: (lane: Lane) => LaneChange): void {
  const lane = chosen(session);
  if (lane !== null) session.desk.setLane(lane, how(lane));
}

/** Chooses the lane that lies `by` rows further, round and round. */
function step(session: Session, by: number): void {
  const lanes = session.desk.shown?.lanes ?? [];
  const at = lanes.findIndex(({ id }) => id === chosen(session)?.id);
  const next = lanes[(at + by + lanes.length) % lanes.length];
  if (next !== undefined) session.desk.choose(next.id);
}

export const LANES: readonly Command[] = [
  {
    id: 'mute',
    section: 'lanes',
    title: m.command_mute,
    keys: 'M',
    when: some,
    checked: (session) => chosen(session)?.muted ?? false,
    run: (session) => change(session, ({ muted }) => ({ muted: !muted })),
  },
  {
    id: 'solo',
    section: 'lanes',
    title: m.command_solo,
    keys: 'S',
    when: some,
    checked: (session) => chosen(session)?.soloed ?? false,
    run: (session) => change(session, ({ soloed }) => ({ soloed: !soloed })),
  },
  {
    id: 'lane-next',
    section: 'lanes',
    title: m.command_lane_next,
    keys: 'Ctrl+Shift+ArrowDown',
    when: some,
    run: (session) => step(session, 1),
  },
  {
    id: 'lane-previous',
    section: 'lanes',
    title: m.command_lane_previous,
    keys: 'Ctrl+Shift+ArrowUp',
    when: some,
    run: (session) => step(session, -1),
  },
];
