/** Finds where the tracks of a MIDI file lie and counts what is in them, before anything is allocated: the checking pre-pass. */
import { problem, type Problem, type Repair } from '../problem.ts';
import { walkEvents, type EventListener } from './events.ts';

/** Where one track lies and how much it holds. */
export interface TrackLayout {
  readonly from: number;
  readonly to: number;
  readonly notes: number;
  /** Upper bound of the bytes of events that are kept. */
  readonly keptBytes: number;
}

/** The plan of a file: its header and its tracks. */
export interface Layout {
  readonly format: 0 | 1 | 2;
  /** The two bytes of the header as they are: ticks a quarter, or SMPTE where the top bit is set. */
  readonly division: number;
  readonly tracks: readonly TrackLayout[];
}

/** The budgets of reading. */
export interface Budgets {
  readonly events: number;
  readonly tracks: number;
}

/** True where the four letters `id` stand at `at`. */
export function isAt(bytes: Uint8Array, at: number, id: string): boolean {
  for (let i = 0; i < id.length; i++) if (bytes[at + i] !== id.charCodeAt(i)) return false;
  return true;
}

/** The big-endian number of four bytes at `at`. */
export function numberAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) * 0x1000000 +
    ((bytes[at + 1] ?? 0) << 16) +
    ((bytes[at + 2] ?? 0) << 8) +
    (bytes[at + 3] ?? 0)
  );
}

/** Where `id` stands next from `from` on and before `to`; `to` where it does not. */
export function findNext(bytes: Uint8Array, from: number, to: number, id: string): number {
  const first = id.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0 && at < to; at = bytes.indexOf(first, at + 1)) {
    if (isAt(bytes, at, id)) return at;
  }
  return to;
}

/** Counts without keeping. */
class Counter implements EventListener {
  notes = 0;
  keptBytes = 0;
  channel(_tick: number, status: number, _first: number, second: number): void {
    if (status >= 0xa0) this.keptBytes += second < 0 ? 2 : 3;
    else if (status >= 0x90 && second > 0) this.notes++;
  }
  meta(_tick: number, _type: number, at: number, _from: number, to: number): void {
    this.keptBytes += to - at;
  }
  sysex(_tick: number, at: number, _from: number, to: number): void {
    this.keptBytes += to - at;
  }
}

const CHUNK_HEAD = 8;

function isChunkName(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < 4; i++) {
    const byte = bytes[at + i] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

/** A track found at `from`, and where the next chunk is to be looked for. */
interface Found {
  readonly track: TrackLayout;
  readonly events: number;
  readonly next: number;
}

function findTrack(
  bytes: Uint8Array,
  at: number,
  end: number,
  limit: number,
  repairs: Set<Repair>,
): Found {
  const from = at + CHUNK_HEAD;
  const declared = from + numberAt(bytes, at + 4);
  let to = Math.min(declared, end);
  let counter = new Counter();
  let walk = walkEvents(bytes, from, to, counter, limit);
  if (!walk.ended && declared < end && !isAt(bytes, declared, 'MTrk')) {
    // A length that is too short leaves the rest of the track as junk: take it up to the next track, if it ends properly there.
    const longer = findNext(bytes, declared, end, 'MTrk');
    const second = new Counter();
    const again = isChunkName(bytes, declared)
      ? walk
      : walkEvents(bytes, from, longer, second, limit);
    if (again.ended) {
      repairs.add('track-length-wrong');
      to = longer;
      counter = second;
      walk = again;
    }
  }
  let next = to;
  if (walk.ended && walk.stoppedAt < to) {
    if (isAt(bytes, walk.stoppedAt, 'MTrk')) {
      repairs.add('track-length-wrong');
      next = walk.stoppedAt;
    } else {
      repairs.add('junk-skipped');
    }
    to = walk.stoppedAt;
  }
  if (declared > end) repairs.add(walk.ended ? 'track-length-wrong' : 'track-truncated');
  if (walk.truncated) repairs.add('track-truncated');
  else if (!walk.ended && walk.broken && walk.stoppedAt < to) repairs.add('track-truncated');
  else if (!walk.ended) repairs.add('end-of-track-missing');
  if (walk.broken) repairs.add('event-broken');
  const { notes, keptBytes } = counter;
  return { track: { from, to, notes, keptBytes }, events: walk.events, next };
}

/**
 * Finds header and tracks in `bytes` from `start` (where MThd stands) up to, not with, `end`. What had to be mended is
 * added to `repairs`. Unknown chunks are skipped by their length, junk up to the next MTrk; a second MThd ends the file.
 *
 * @returns the layout, or why there is none: `header-broken`, `format-unknown`, `division-zero`, `no-tracks`, `too-many-events`
 */
export function layoutOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  budgets: Budgets,
  repairs: Set<Repair>,
): Layout | Problem {
  if (start + 14 > end) return problem('header-broken');
  const headLength = numberAt(bytes, start + 4);
  if (headLength < 6 || start + CHUNK_HEAD + headLength > end) return problem('header-broken');
  if (headLength > 6) repairs.add('header-too-long');
  const format = numberAt(bytes, start + 8) >>> 16;
  const declaredTracks = numberAt(bytes, start + 10) >>> 16;
  const division = numberAt(bytes, start + 12) >>> 16;
  if (format !== 0 && format !== 1 && format !== 2) {
    return problem('format-unknown', String(format));
  }
  if (division === 0) return problem('division-zero');

  const tracks: TrackLayout[] = [];
  let events = 0;
  let at = start + CHUNK_HEAD + headLength;
  while (at + CHUNK_HEAD <= end && tracks.length < budgets.tracks) {
    if (isAt(bytes, at, 'MTrk')) {
      const found = findTrack(bytes, at, end, budgets.events + 1 - events, repairs);
      tracks.push(found.track);
      events += found.events;
      if (events > budgets.events) return problem('too-many-events', String(budgets.events));
      at = found.next;
    } else if (isAt(bytes, at, 'MThd')) {
      repairs.add('junk-skipped');
      at = end;
    } else if (isChunkName(bytes, at) && at + CHUNK_HEAD + numberAt(bytes, at + 4) <= end) {
      repairs.add('unknown-chunk-skipped');
      at += CHUNK_HEAD + numberAt(bytes, at + 4);
    } else {
      repairs.add('junk-skipped');
      at = findNext(bytes, at + 1, end, 'MTrk');
    }
  }
  if (at < end) repairs.add('junk-skipped');
  if (tracks.length === 0) return problem('no-tracks');
  if (tracks.length !== declaredTracks) repairs.add('track-count-wrong');
  return { format, division, tracks };
}
