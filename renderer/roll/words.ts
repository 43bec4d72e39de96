/** What the roll says in words: about a note under the hand, and about what is current. */
import type { LaneNote } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { barPosition } from './grid/meter-grid.ts';
import { pitchName } from './grid/scale.ts';
import type { Key, Meters, RollLane } from './view.ts';

/** Pitch, place, length and velocity of a note. */
export function noteWords(note: LaneNote, meters: Meters, key: Key | null): string {
  const { bar, beat, step } = barPosition(meters, note.start);
  return m.roll_note({
    pitch: pitchName(note.pitch, key),
    position: `${bar}.${beat}.${String(step).padStart(2, '0')}`,
    length: String(Math.round(((note.end - note.start) / 120) * 100) / 100),
    velocity: String(note.velocity),
  });
}

/** What is current, for those who hear the roll. */
export function spokenWords(
  lane: RollLane | null,
  chosen: readonly LaneNote[],
  meters: Meters,
  key: Key | null,
): string {
  if (lane === null) return m.roll_spoken_no_lane();
  if (chosen.length > 1) return m.roll_selected({ count: String(chosen.length) });
  const [current] = chosen;
  return current === undefined
    ? m.roll_spoken_lane({ lane: lane.name, count: String(lane.notes.length) })
    : noteWords(current, meters, key);
}
