/** What pressing a memory does: keep where the hand is, go back, or empty the cell, each with a way back. */
import { m } from '#resources/messages/compiled/messages.js';
import type { Memory, MemoryName } from './memories.svelte.ts';
import type { Session } from './session.svelte.ts';

/** Goes to a memory; an empty cell, or any that is to be `fresh`, keeps the place of the moment instead. */
export function pressMemory(session: Session, name: MemoryName, fresh: boolean): void {
  const kept = session.memories.of(name);
  if (kept === null || fresh) return storeMemory(session, name);
  session.motion.go(kept.place);
  session.memories.went(name);
}

/** Keeps the place of the moment with the phrase that comes next or sounds; nothing where the hand was nowhere yet. */
export function storeMemory(session: Session, name: MemoryName): void {
  const { cursor } = session.ideas.pad;
  if (cursor === null) return;
  const { queued, sounding } = session.player;
  const phrase = (queued?.playable ?? sounding)?.phrase ?? null;
  change(session, name, { place: cursor, phrase }, () => m.app_toast_memory_kept({ name }));
}

export function emptyMemory(session: Session, name: MemoryName): void {
  change(session, name, null, () => m.app_toast_memory_emptied({ name }));
}

function change(
  { memories, toasts, desk }: Session,
  name: MemoryName,
  memory: Memory | null,
  words: () => string,
): void {
  memories.put(name, memory);
  toasts.say(words, desk.undoAction());
}
