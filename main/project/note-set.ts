/** Asks many notes whether they are of a set, faster than the set itself is asked: an edit of a long lane asks each of its notes. */
import type { NoteId } from './project.ts';

/** Sets of fewer notes are asked themselves. */
const FEW = 32;
/** Identities up to this one are flagged, a byte each. */
const MOST = 2 ** 23;

interface Known {
  readonly size: number;
  readonly has: (id: NoteId) => boolean;
}

const known = new WeakMap<ReadonlySet<NoteId>, Known>();

/** Says of an identity whether `ids` has it; made once a set, and anew where the set has grown or shrunk since. */
export function among(ids: ReadonlySet<NoteId>): (id: NoteId) => boolean {
  if (ids.size < FEW) return (id) => ids.has(id);
  const found = known.get(ids);
  if (found?.size === ids.size) return found.has;
  let most = 0;
  for (const id of ids) if (id > most) most = id;
  if (most > MOST) return (id) => ids.has(id);
  const flags = new Uint8Array(most + 1);
  for (const id of ids) flags[id] = 1;
  const has = (id: NoteId): boolean => flags[id] === 1;
  known.set(ids, { size: ids.size, has });
  return has;
}
