/** Commands on the arrangement. */
import { clipEnd, type Clip } from '#main/project/arrangement.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

/** A command on the clip that is chosen. */
function onClip(
  id: string,
  title: () => string,
  act: (session: Session, clip: Clip) => void,
): Command {
  return {
    id: `arrange-${id}`,
    section: 'arrange',
    title,
    keys: null,
    when: ({ arranging }) => arranging.open && arranging.clip !== null,
    run: (session) => {
      const { clip } = session.arranging;
      if (clip !== null) act(session, clip);
    },
  };
}

const placed = ({ arranging }: Session): boolean => arranging.whole !== null;

export const ARRANGE: readonly Command[] = [
  {
    id: 'arrange-show',
    section: 'arrange',
    title: m.command_arrange_show,
    keys: 'Ctrl+Shift+E',
    checked: ({ arranging }) => arranging.open,
    run: ({ arranging }) => arranging.turn(),
  },
  {
    id: 'arrange-place',
    section: 'arrange',
    title: m.command_arrange_place,
    keys: null,
    when: ({ sketches }) => sketches.current !== null,
    run: ({ arranging, sketches }) => {
      const [lane] = arranging.arrangement.lanes;
      if (sketches.current !== null && lane !== undefined)
        arranging.place(sketches.current.id, lane.id);
    },
  },
  {
    id: 'arrange-play',
    section: 'arrange',
    title: m.command_arrange_play,
    keys: null,
    when: placed,
    run: ({ arranging }) => void arranging.play(),
  },
  onClip('split', m.command_arrange_split, ({ arranging, player }, clip) =>
    arranging.split(clip, arranging.sounds ? player.playhead() : 0),
  ),
  onClip('duplicate', m.command_arrange_duplicate, ({ arranging }, clip) =>
    arranging.duplicate(clip),
  ),
  onClip('repeat', m.command_arrange_repeat, ({ arranging }, clip) => arranging.repeat(clip, 1)),
  onClip('remove', m.command_arrange_remove, ({ arranging }, clip) => arranging.remove(clip)),
  onClip('loop', m.command_arrange_loop, ({ arranging }, clip) =>
    arranging.loop({ start: clip.at, end: clipEnd(clip) }),
  ),
  {
    id: 'arrange-course',
    section: 'arrange',
    title: m.command_arrange_course,
    keys: null,
    when: placed,
    run: ({ arranging }) => {
      if (!arranging.open) arranging.turn();
      arranging.timing = true;
    },
  },
  {
    id: 'arrange-lane',
    section: 'arrange',
    title: m.command_arrange_lane,
    keys: null,
    run: ({ arranging }) => arranging.addLane(),
  },
  {
    id: 'arrange-keep',
    section: 'arrange',
    title: m.command_arrange_keep,
    keys: null,
    when: placed,
    run: ({ arranging }) => arranging.keep(),
  },
  {
    id: 'arrange-export',
    section: 'arrange',
    title: m.command_arrange_export,
    keys: null,
    when: placed,
    run: ({ arranging }) => void arranging.write(),
  },
];
