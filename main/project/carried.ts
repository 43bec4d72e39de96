/** Music on its way through a clipboard as text: notes, a sketch with all it has, or any MIDI file; read with care, for anything may lie there. */
import type { Ticks } from '#main/music/note.ts';
import { bytesOfText, textOfBytes } from './base64.ts';
import { sketch as sketchRecord } from './bundle/schema/sketch.ts';
import { clipOfText, LAST_TICK, type Clip } from './clip.ts';
import { inOrder } from './note-order.ts';
import type { Lane, Sketch } from './project.ts';

/** What a text carries. */
export type Carried =
  | { readonly kind: 'notes'; readonly clip: Clip }
  | { readonly kind: 'sketch'; readonly sketch: Sketch }
  /** A MIDI file, not read yet. */
  | { readonly kind: 'midi'; readonly name: string; readonly bytes: Uint8Array };

/** Why a text carries nothing that can be pasted; `nothing`: it does not even say that it would. */
export type NotCarried = 'nothing' | 'damaged' | 'too-large';

/** Says that a text is a sketch of Melodrift, and in which form. */
const SKETCH = 'melodrift-sketch-1';
/** A data address of a MIDI file (RFC 2397), by the names that such files go by. */
const MIDI = /^\s*data:audio\/(?:midi|x-midi|mid|sp-midi)((?:;[^;,]{1,2000}){0,10});base64,/iu;
const NAME = /;name=([^;]*)/iu;

/** More than this no text is read: a clipboard may hold a whole book. */
const LONGEST_TEXT = 96 * 1024 * 1024;
const MOST_LANES = 2000;
const MOST_NOTES = 1_000_000;

/** A sketch as text: all that it has, to be the same sketch where it is pasted. */
export function textOfSketch(sketch: Sketch): string {
  return JSON.stringify({ kind: SKETCH, sketch });
}

/** A MIDI file as text: a data address, which other programs know too. */
export function textOfMidi(name: string, bytes: Uint8Array): string {
  return `data:audio/midi;name=${encodeURIComponent(name)};base64,${textOfBytes(bytes)}`;
}

/** What a text carries, or why nothing. */
export function carriedOf(text: string): Carried | NotCarried {
  const midi = MIDI.exec(text.slice(0, 25_000));
  const isSketch = text.slice(0, 200).includes(SKETCH);
  if (text.length > LONGEST_TEXT) return midi !== null || isSketch ? 'too-large' : 'nothing';
  if (midi !== null) {
    const bytes = bytesOfText(text.slice(midi[0].length));
    const name = decoded(NAME.exec(midi[1] ?? '')?.[1] ?? '').slice(0, 1000);
    return bytes === null ? 'damaged' : { kind: 'midi', name, bytes };
  }
  if (isSketch) {
    const sketch = sketchOf(text);
    return sketch === null ? 'damaged' : { kind: 'sketch', sketch };
  }
  const clip = clipOfText(text);
  return clip === null ? 'nothing' : { kind: 'notes', clip };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The sketch in a text, if it is one that could have been made here. */
function sketchOf(text: string): Sketch | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { sketch: said }: { sketch?: unknown } = Object(value);
  const read = sketchRecord.safeParse(said);
  if (!read.success || !isSound(read.data)) return null;
  // What another window starred is no favourite here yet.
  return { ...read.data, starred: false, lanes: read.data.lanes.map(tidy) };
}

const tidy = (lane: Lane): Lane => ({ ...lane, notes: inOrder(lane.notes) });

/** The record's own rules let a few things pass that no editor makes, and that would sound wrong or cost time without end. */
function isSound(sketch: Sketch): boolean {
  const { lanes, length, loop, markers, course, bpm } = sketch;
  const notes = lanes.reduce((sum, lane) => sum + lane.notes.length, 0);
  return (
    lanes.length <= MOST_LANES &&
    new Set(lanes.map(({ id }) => id)).size === lanes.length &&
    notes <= MOST_NOTES &&
    length > 0 &&
    length <= LAST_TICK &&
    (loop === null || (loop.end > loop.start && loop.end <= LAST_TICK)) &&
    markers.every(inTime) &&
    course.events.every(inTime) &&
    [course.tempos, course.meters, course.keys].every(isInTurn) &&
    [{ bpm }, ...course.tempos].every((each) => each.bpm >= 1) &&
    [sketch.meter, ...course.meters].every(({ denominator: d }) => (d & (d - 1)) === 0) &&
    lanes.every(isSoundLane)
  );
}

function isSoundLane({ notes, events }: Lane): boolean {
  return (
    notes.every(({ start, end, velocity }) => velocity > 0 && end >= start && end <= LAST_TICK) &&
    events.every((event) => inTime(event) && (event.bytes[0] ?? 0) >= 0x80)
  );
}

const inTime = ({ tick }: { readonly tick: Ticks }): boolean => tick <= LAST_TICK;

function isInTurn(changes: readonly { readonly tick: Ticks }[]): boolean {
  return changes.every(
    (each, index) => inTime(each) && each.tick >= (changes[index - 1]?.tick ?? 0),
  );
}
