/** Commands of the shape: the dice, the key, and what is held to. */
import { PARTS } from '#main/music/part.ts';
import { laneName } from '#renderer/session/lane-names.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import type { Lock } from '#renderer/session/shape.svelte.ts';
import { toggleFrozen, toggleKey, toggleLock } from '#renderer/session/shaping.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

const heard = ({ player }: Session): boolean => player.sounding !== null;

function lock(of: Lock, title: () => string): Command {
  return {
    id: `lock-${of}`,
    section: 'map',
    title,
    keys: null,
    when: heard,
    checked: ({ shape }) => shape[of] !== null,
    run: (session) => toggleLock(session, of),
  };
}

export const SHAPE: readonly Command[] = [
  {
    id: 'dice',
    section: 'map',
    title: m.command_dice,
    keys: null,
    when: ({ model }) => model.ready,
    run: (session) => {
      session.shape.roll();
      session.ideas.reshape();
    },
  },
  {
    id: 'snap-key',
    section: 'map',
    title: m.command_snap_key,
    keys: null,
    when: heard,
    checked: ({ shape }) => shape.key !== null,
    run: toggleKey,
  },
  lock('rhythm', m.command_lock_rhythm),
  lock('pitches', m.command_lock_pitches),
  ...PARTS.map((part): Command => ({
    id: `freeze-${part}`,
    section: 'map',
    title: () => m.command_freeze({ part: laneName({ name: part }) }),
    keys: null,
    when: heard,
    checked: ({ shape }) => shape.isFrozen(part),
    run: (session) => toggleFrozen(session, part),
  })),
  {
    id: 'shape-clear',
    section: 'map',
    title: m.command_shape_clear,
    keys: null,
    when: ({ shape }) => !shape.plain,
    run: (session) => {
      session.shape.clear();
      session.ideas.reshape();
    },
  },
];
