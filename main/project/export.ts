/** What leaves the project as a MIDI file: a sketch, or the notes selected in it. (Phrases: `pieceOfPhrase` of music.) */
import { pieceOfArrangement } from '#main/music/arrangement.ts';
import { barAt, meterMap } from '#main/music/meter.ts';
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import type { Piece } from '#main/music/piece.ts';
import { barEnd, metersOf, temposOf } from './course.ts';
import { courseFrom, eventsFrom } from './cutting.ts';
import type { NoteId, Sketch } from './project.ts';

/** What of a sketch is written. */
type Written = Pick<Sketch, 'name' | 'lanes' | 'length' | 'bpm' | 'meter' | 'course' | 'markers'>;

/**
 * A sketch as a piece, a track a lane that has notes or anything else to say. Muted lanes are written too: muting is for
 * listening.
 * @param factor by how much faster it is than it says
 */
export function pieceOfSketch(sketch: Written, factor = 1): Piece {
  const { name, lanes, length, bpm, meter, course, markers } = sketch;
  return pieceOfArrangement({
    name,
    lanes: lanes.filter(({ notes, events }) => notes.length > 0 || events.length > 0),
    length,
    bpm,
    meter,
    tempos: temposOf(sketch, factor),
    meters: metersOf(sketch),
    keys: course.keys,
    events: course.events,
    division: course.division,
    markers: markers.map(({ tick, name: text }) => ({ tick, text })),
  });
}

/** The selected notes of a sketch as a piece that begins with the bar of the first of them, with what holds there. */
export function pieceOfSelection(sketch: Written, ids: ReadonlySet<NoteId>): Piece {
  const chosen = sketch.lanes.map(({ notes }) => notes.filter(({ id }) => ids.has(id)));
  const starts = chosen.flat().map(({ start }) => start);
  const first = starts.reduce((least, start) => Math.min(least, start), Infinity);
  const meters = meterMap({ division: TICKS_PER_QUARTER, meters: metersOf(sketch) });
  const origin = starts.length === 0 ? 0 : barAt(meters, first).tick;
  const end = chosen.flat().reduce((most, note) => Math.max(most, note.end), origin + 1) - origin;
  const lanes = sketch.lanes.map((lane, index) => ({
    ...lane,
    events: chosen[index]?.length === 0 ? [] : eventsFrom(lane.events, origin, end),
    notes: (chosen[index] ?? []).map((note) => ({
      ...note,
      start: note.start - origin,
      end: note.end - origin,
    })),
  }));
  const markers = sketch.markers
    .map((marker) => ({ ...marker, tick: marker.tick - origin }))
    .filter(({ tick }) => tick >= 0 && tick < end);
  const part = { ...sketch, ...courseFrom(sketch, origin, end), lanes, markers };
  return pieceOfSketch({ ...part, length: barEnd(part, end) });
}
