/** Phrases in another shape: swung, brought into a key, with the rhythm or the pitches of another, louder and softer. */
import { movedPitch } from './common-key.ts';
import { keyOfNotes } from './key.ts';
import { TICKS_PER_QUARTER, type Ticks } from './note.ts';
import type { Part } from './part.ts';
import { byStart, type PhraseNote } from './phrase.ts';
import { nearestInScale, type Scale } from './scale.ts';

/** Notes and how long they go on. */
export interface Passage {
  /** Sorted as a phrase is. */
  readonly notes: readonly PhraseNote[];
  readonly length: Ticks;
}

function grouped<K>(
  notes: readonly PhraseNote[],
  by: (note: PhraseNote) => K,
): ReadonlyMap<K, readonly PhraseNote[]> {
  const groups = new Map<K, PhraseNote[]>();
  for (const note of notes) {
    const group = groups.get(by(note));
    if (group === undefined) groups.set(by(note), [note]);
    else group.push(note);
  }
  return groups;
}

/** Where the second eighth of a beat lies at full swing: three quarters into it. */
const FULL_SWING = 0.25;

/**
 * Notes with every beat's second eighth later, and all that lies around it drawn along: 0 straight, 2/3 triplets, 1 dotted.
 * Beats stay where they are, and what came first still does.
 */
export function swung(notes: readonly PhraseNote[], amount: number): readonly PhraseNote[] {
  if (amount === 0) return notes;
  const half = TICKS_PER_QUARTER / 2;
  const middle = half + amount * FULL_SWING * TICKS_PER_QUARTER;
  const moved = (tick: Ticks): Ticks => {
    const into = tick % TICKS_PER_QUARTER;
    const late =
      into <= half
        ? (into * middle) / half
        : middle + ((into - half) * (TICKS_PER_QUARTER - middle)) / half;
    return tick - into + Math.round(late);
  };
  return notes.map((note) => ({ ...note, start: moved(note.start), end: moved(note.end) }));
}

/** Notes whose velocities stray `factor` times as far from their part's mean as they did: 0 all alike, 1 as they are. */
export function withDynamics(notes: readonly PhraseNote[], factor: number): readonly PhraseNote[] {
  if (factor === 1) return notes;
  const means = new Map<Part, number>();
  for (const [part, own] of grouped(notes, (note) => note.part))
    means.set(part, own.reduce((sum, { velocity }) => sum + velocity, 0) / own.length);
  return notes.map((note) => {
    const mean = means.get(note.part) ?? note.velocity;
    const velocity = Math.round(mean + (note.velocity - mean) * factor);
    return { ...note, velocity: Math.max(1, Math.min(127, velocity)) };
  });
}

/** Notes with each pitch at the nearest of a scale, drums aside; of two that meet the longer stays. */
export function snapped(notes: readonly PhraseNote[], scale: Scale): readonly PhraseNote[] {
  return apart(
    notes.map((note) =>
      note.part === 'drums' ? note : { ...note, pitch: nearestInScale(note.pitch, scale) },
    ),
  );
}

/**
 * Notes moved as a whole, by the fewest semitones, so that the key they are in (as `keyOfNotes` finds it) becomes this one or its
 * relative; drums stay. A note that would leave the range of pitches is taken an octave back.
 */
export function transposedTo(
  notes: readonly PhraseNote[],
  tonic: number,
  mode: 'major' | 'minor',
): readonly PhraseNote[] {
  const key = keyOfNotes([notes.filter(({ part }) => part !== 'drums')]);
  if (key === null) return notes;
  const relative = key.minor === (mode === 'minor') ? 0 : key.minor ? 3 : 9;
  const shift = ((tonic - key.tonic - relative + 42) % 12) - 6;
  return apart(
    notes.map((note) =>
      note.part === 'drums' ? note : { ...note, pitch: movedPitch(note.pitch, shift) },
    ),
  );
}

/** A passage again and again until `length`; what would go on beyond is cut. */
export function repeated({ notes, length: own }: Passage, length: Ticks): readonly PhraseNote[] {
  if (own <= 0) return [];
  const times = Math.ceil(length / own);
  return Array.from({ length: times }, (_, time) => time * own)
    .flatMap((at) => notes.map((note) => ({ ...note, start: note.start + at, end: note.end + at })))
    .filter(({ start }) => start < length)
    .map((note) => ({ ...note, end: Math.min(length, note.end) }))
    .sort(byStart);
}

/**
 * The rhythm of one passage with the pitches of another: when, how long and how loud from `rhythm`; how high from what `pitches`
 * plays there, or played last. A chord has at most as many notes as both have. Drums are rhythm alone and stay as they are in it. A
 * part that `pitches` has not is silent.
 */
export function crossed(rhythm: Passage, pitches: Passage, length: Ticks): readonly PhraseNote[] {
  const lent = grouped(repeated(pitches, length), ({ part }) => part);
  const found: PhraseNote[] = [];
  for (const [part, own] of grouped(repeated(rhythm, length), (note) => note.part)) {
    if (part === 'drums') found.push(...own);
    else found.push(...withPitches(own, lent.get(part) ?? [], part));
  }
  return apart(found);
}

function withPitches(
  own: readonly PhraseNote[],
  lent: readonly PhraseNote[],
  part: Part,
): readonly PhraseNote[] {
  const groups = [...grouped(lent, ({ start }) => start)];
  const chords = groups.map(([start, notes]) => ({
    start,
    pitches: [...new Set(notes.map(({ pitch }) => pitch))].sort((a, b) => a - b),
  }));
  return [...grouped(own, ({ start }) => start)].flatMap(([start, notes]) => {
    const chord = chords.findLast((each) => each.start <= start) ?? chords[0];
    if (chord === undefined) return [];
    const rising = notes.toSorted((a, b) => a.pitch - b.pitch);
    const count = Math.min(rising.length, chord.pitches.length);
    const kept = spread(rising, count, part);
    const high = spread(chord.pitches, count, part);
    return kept.map((note, index) => ({ ...note, pitch: high[index] ?? note.pitch }));
  });
}

/** `count` of a rising list, evenly with both ends; of one alone, a bass has the lowest and others the highest. */
function spread<T>(rising: readonly T[], count: number, part: Part): readonly T[] {
  const last = rising.length - 1;
  const at = (index: number): number =>
    count === 1 ? (part === 'bass' ? 0 : last) : Math.round((index * last) / (count - 1));
  return Array.from({ length: count }, (_, index) => at(index)).flatMap(
    (index) => rising[index] ?? [],
  );
}

/** Notes of which no two of a part and pitch sound at once: of those that begin together the longest stays, others end where the next begins. */
function apart(notes: readonly PhraseNote[]): readonly PhraseNote[] {
  const found: PhraseNote[] = [];
  for (const own of grouped(notes, ({ part, pitch }) => `${part} ${String(pitch)}`).values()) {
    const first = own.toSorted((a, b) => a.start - b.start || b.end - a.end);
    const kept = first.filter((note, index) => note.start !== first[index - 1]?.start);
    kept.forEach((note, index) => {
      const next = kept[index + 1]?.start ?? note.end;
      found.push(next < note.end ? { ...note, end: next } : note);
    });
  }
  return found.sort(byStart);
}
