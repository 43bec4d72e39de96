/** Velocities for many notes at once: set, added to, scaled, and as a ramp. */
import type { Velocity } from '#main/music/note.ts';
import type { LaneNote, NoteId } from './project.ts';

/** What is done to velocities. */
export type VelocityChange =
  | { readonly how: 'set' | 'add'; readonly value: number }
  /** 1 leaves them as they are. */
  | { readonly how: 'scale'; readonly factor: number }
  /** From the first start to the last, evenly in time. */
  | { readonly how: 'ramp'; readonly from: Velocity; readonly to: Velocity };

/** The velocities (whole, 1 to 127) that notes get by a change. */
export function changedVelocities(
  notes: readonly LaneNote[],
  change: VelocityChange,
): ReadonlyMap<NoteId, Velocity> {
  const first = notes.reduce((least, { start }) => Math.min(least, start), Infinity);
  const last = notes.reduce((most, { start }) => Math.max(most, start), 0);
  const wanted = ({ velocity, start }: LaneNote): number => {
    switch (change.how) {
      case 'set':
        return change.value;
      case 'add':
        return velocity + change.value;
      case 'scale':
        return velocity * change.factor;
      case 'ramp': {
        const share = last > first ? (start - first) / (last - first) : 0;
        return change.from + (change.to - change.from) * share;
      }
    }
  };
  const within = (value: number): Velocity => Math.min(127, Math.max(1, Math.round(value)));
  return new Map(notes.map((note) => [note.id, within(wanted(note))]));
}
