/** What leaves the project as a MIDI file: a sketch, or the notes selected in it. (Phrases: `pieceOfPhrase` of music.) */
import { pieceOfArrangement } from '#main/music/arrangement.ts';
import type { Piece } from '#main/music/piece.ts';
import type { NoteId, Sketch } from './project.ts';

/** What of a sketch is written. */
type Written = Pick<Sketch, 'name' | 'lanes' | 'length' | 'bpm' | 'meter' | 'markers'>;

/** A sketch as a piece, a track a lane that has notes. Muted lanes are written too: muting is for listening. */
export function pieceOfSketch(sketch: Written): Piece {
  const { name, lanes, length, bpm, meter, markers } = sketch;
  return pieceOfArrangement({
    name,
    lanes: lanes.filter(({ notes }) => notes.length > 0),
    length,
    bpm,
    meter,
    markers: markers.map(({ tick, name: text }) => ({ tick, text })),
  });
}

/** The selected notes of a sketch as a piece that begins with the bar of the first of them. */
export function pieceOfSelection(sketch: Written, ids: ReadonlySet<NoteId>): Piece {
  const bar = (4 * 480 * sketch.meter.numerator) / sketch.meter.denominator;
  const chosen = sketch.lanes.map(({ notes }) => notes.filter(({ id }) => ids.has(id)));
  const starts = chosen.flat().map(({ start }) => start);
  const first = starts.reduce((least, start) => Math.min(least, start), Infinity);
  const origin = starts.length === 0 ? 0 : Math.floor(first / bar) * bar;
  const lanes = sketch.lanes.map((lane, index) => ({
    ...lane,
    notes: (chosen[index] ?? []).map((note) => ({
      ...note,
      start: note.start - origin,
      end: note.end - origin,
    })),
  }));
  const end = lanes
    .flatMap(({ notes }) => notes)
    .reduce((most, note) => Math.max(most, note.end), 0);
  const markers = sketch.markers
    .map((marker) => ({ ...marker, tick: marker.tick - origin }))
    .filter(({ tick }) => tick >= 0 && tick < end);
  return pieceOfSketch({
    ...sketch,
    lanes,
    markers,
    length: Math.max(bar, Math.ceil(end / bar) * bar),
  });
}
