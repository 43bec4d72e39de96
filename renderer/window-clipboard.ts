/** The keys of the system's clipboard, wherever no text, sheet or view with a clipboard of its own has the focus. */
import { droppedFiles } from './library/drop.ts';
import type { Session } from './session/session.svelte.ts';

type Filled = ClipboardEvent & { readonly clipboardData: DataTransfer };

function isOurs({ face, questions }: Session, event: ClipboardEvent): event is Filled {
  const typed = event.target instanceof HTMLInputElement && event.target.type !== 'range';
  const covered = face.sheet !== null || questions.open !== null;
  return !event.defaultPrevented && event.clipboardData !== null && !typed && !covered;
}

/** The sketch or song whose row has the focus, or that is chosen, goes into the clipboard; selected text is the system's own. */
export function copyFrom(session: Session, event: ClipboardEvent): void {
  const at = event.target instanceof Element ? event.target : null;
  const inRoll = at?.closest("[data-scope='roll']") ?? null;
  if (!isOurs(session, event) || inRoll !== null || getSelection()?.isCollapsed === false) return;
  const row = at?.closest<HTMLElement>('[data-item]');
  const text = session.clipboard.copied(row?.dataset['item'] ?? null);
  if (text === null) return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
}

/** Files that were copied in a file manager come in as those that are dropped; other music becomes a sketch. */
export async function pasteInto(session: Session, event: ClipboardEvent): Promise<void> {
  if (!isOurs(session, event)) return;
  event.preventDefault();
  const { clipboardData } = event;
  // Asked for before anything is awaited: the event is empty after.
  const text = clipboardData.getData('text/plain');
  const files = clipboardData.files.length === 0 ? [] : await droppedFiles(clipboardData);
  if (files.length > 0) await session.import(files);
  else await session.clipboard.paste(text);
}
