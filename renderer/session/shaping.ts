/** What pressing the shape's locks does: they hold to what sounds, and what sounds is asked again. */
import { keyOfNotes } from '#main/music/key.ts';
import type { Part } from '#main/music/part.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { Session } from './session.svelte.ts';
import type { Lock } from './shape.svelte.ts';

/** What a lock would hold to: what sounds, before swing and dynamics; null where nothing does. */
function heard({ player }: Session): Phrase | null {
  return player.sounding?.straight ?? player.sounding?.phrase ?? null;
}

/** Holds to the rhythm or the pitches of what sounds, or lets go. */
export function toggleLock(session: Session, lock: Lock): void {
  const phrase = heard(session);
  if (phrase === null) return;
  session.shape.toggleLock(lock, phrase);
  session.ideas.reshape();
}

/** Lets a part stay as it sounds, or lets it go. */
export function toggleFrozen(session: Session, part: Part): void {
  const phrase = heard(session);
  if (phrase === null) return;
  session.shape.toggleFrozen(part, phrase);
  session.ideas.reshape();
}

/** Brings everything into the key that what sounds is in, or lets it be in any again. */
export function toggleKey(session: Session): void {
  const notes = heard(session)?.notes.filter(({ part }) => part !== 'drums') ?? [];
  const found = keyOfNotes([notes]);
  const { shape } = session;
  if (shape.key !== null) shape.key = null;
  else if (found !== null) {
    const { tonic, minor } = found;
    shape.key = { tonic, mode: minor ? 'minor' : 'major', way: 'in' };
  }
  session.ideas.reshape();
}
