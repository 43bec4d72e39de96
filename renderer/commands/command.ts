/** What a command is: palette, shortcuts, native menu and key sheet know no other word for what can be done. */
import type { Session } from '#renderer/session/session.svelte.ts';

/** Where a command's keys count: everywhere, or only while the piano roll or the map holds the focus. */
export type Scope = 'everywhere' | 'roll' | 'pad';

/** The native menus and the groups of the key sheet, in their order. */
export const SECTIONS = [
  'file',
  'edit',
  'library',
  'transport',
  'model',
  'map',
  'lanes',
  'roll',
  'arrange',
  'midi',
  'window',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Something that can be done. */
export interface Command {
  readonly id: string;
  readonly section: Section;
  /** Everywhere where absent. */
  readonly scope?: Scope;
  /** The menu within the section's menu; none where absent. */
  readonly under?: () => string;
  /** In the language of the moment. */
  readonly title: () => string;
  /** What it would do now, where that says more than the title; null: the title says it. */
  readonly now?: (session: Session) => string | null;
  /** As `Ctrl+Z`, where Ctrl stands for Cmd too; null: only by palette and menu. */
  readonly keys: string | null;
  /** Whether it is possible now; always where absent. */
  readonly when?: (session: Session) => boolean;
  /** Whether it is offered at all now; always where absent. */
  readonly shown?: (session: Session) => boolean;
  /** Whether it is on, where it is a choice or a switch. */
  readonly checked?: (session: Session) => boolean;
  readonly run: (session: Session) => void;
}

/** Whether a command is possible now. */
export function possible(command: Command, session: Session): boolean {
  return offered(command, session) && (command.when?.(session) ?? true);
}

/** Whether a command is offered now, be it possible or not. */
export function offered(command: Command, session: Session): boolean {
  return command.shown?.(session) ?? true;
}

/** The title of a command, with what it would do now. */
export function titleOf(command: Command, session: Session): string {
  return command.now?.(session) ?? command.title();
}
