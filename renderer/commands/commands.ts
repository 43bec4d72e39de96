/** The list of commands: palette, shortcuts and menus read it. */
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';

/** Something that can be done. `keys` as `Ctrl+Z`, where Ctrl stands for Cmd too. */
export interface Command {
  readonly id: string;
  readonly title: () => string;
  readonly keys: string | null;
  readonly when: (session: Session) => boolean;
  readonly run: (session: Session) => void;
}

const always = (): boolean => true;
const sounds = ({ player }: Session): boolean => player.sounding !== null;

/** All commands of the window. The roll and the map have keys of their own while they hold the focus. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'play',
    title: m.command_play,
    keys: 'Space',
    when: sounds,
    run: ({ player }) => (player.running ? player.pause() : void player.play()),
  },
  {
    id: 'stop',
    title: m.command_stop,
    keys: 'Enter',
    when: always,
    run: ({ player }) => player.stop(),
  },
  {
    id: 'to-start',
    title: m.command_to_start,
    keys: 'Home',
    when: always,
    run: ({ player }) => player.toStart(),
  },
  {
    id: 'click',
    title: m.command_click,
    keys: 'K',
    when: always,
    run: ({ player }) => player.setClick(!player.click),
  },
  {
    id: 'panic',
    title: m.command_panic,
    keys: 'Ctrl+.',
    when: always,
    run: ({ player }) => player.panic(),
  },
  {
    id: 'undo',
    title: m.command_undo,
    keys: 'Ctrl+Z',
    when: ({ workspace }) => workspace.canUndo,
    run: (session) => session.undo(),
  },
  {
    id: 'redo',
    title: m.command_redo,
    keys: 'Ctrl+Shift+Z',
    when: ({ workspace }) => workspace.canRedo,
    run: (session) => session.redo(),
  },
  {
    id: 'keep',
    title: m.command_keep,
    keys: 'Ctrl+Enter',
    when: sounds,
    run: (session) => session.keepSketch(),
  },
  {
    id: 'export',
    title: m.command_export,
    keys: 'Ctrl+E',
    when: (session) => session.shown !== null,
    run: (session) => void session.exportMidi(),
  },
  {
    id: 'open',
    title: m.command_open,
    keys: 'Ctrl+O',
    when: always,
    run: (session) => void session.openFiles(false),
  },
  {
    id: 'learn',
    title: m.command_learn,
    keys: null,
    when: (session) => session.whyNotLearn === null,
    run: (session) => void session.learn(),
  },
];

/** Commands whose name holds all words that were typed, those that are possible now first. */
export function matching(typed: string, session: Session): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  const found = COMMANDS.filter((command) =>
    words.every((word) => command.title().toLowerCase().includes(word)),
  );
  return [
    ...found.filter(({ when }) => when(session)),
    ...found.filter(({ when }) => !when(session)),
  ];
}

/** The keys of an event as commands write them. */
export function keysOf(event: KeyboardEvent): string {
  const key =
    event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const shift = event.shiftKey && key.length > 0 ? 'Shift+' : '';
  return `${ctrl}${shift}${key}`;
}

/** The command that an event asks for, or null: typing text and composing it ask for none, and a focused button keeps Space and Enter. */
export function commandFor(event: KeyboardEvent, session: Session): Command | null {
  if (event.defaultPrevented || event.isComposing || event.altKey) return null;
  const keys = keysOf(event);
  const { target } = event;
  if (target instanceof HTMLInputElement && target.type === 'text' && !keys.startsWith('Ctrl+'))
    return null;
  const pressable =
    target instanceof Element &&
    target.closest('button, a, input, [role="menuitem"], [role="option"]');
  if (pressable && ['Space', 'Enter', 'Home'].includes(keys)) return null;
  return COMMANDS.find((command) => command.keys === keys && command.when(session)) ?? null;
}
