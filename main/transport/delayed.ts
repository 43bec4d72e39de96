/** A timeline that begins later: the bar that is counted before a take. */
import type { Ticks } from '#main/music/note.ts';
import type { Timeline } from './timeline.ts';

/** The same music after `ticks` of silence in its first tempo and meter; its loop begins where the music does. */
export function delayed(timeline: Timeline, ticks: Ticks): Timeline {
  if (ticks === 0) return timeline;
  const later = <T extends { readonly tick: Ticks }>(changes: readonly T[]): readonly T[] =>
    changes.map((change) =>
      change.tick === 0 ? change : { ...change, tick: change.tick + ticks },
    );
  const { loop, length } = timeline;
  return {
    tempos: later(timeline.tempos),
    meters: later(timeline.meters),
    length: length + ticks,
    loop: loop === null ? null : { from: loop.from + ticks, to: loop.to + ticks },
    lanes: timeline.lanes.map((lane) => ({
      ...lane,
      notes: lane.notes.map((note) => ({
        ...note,
        start: note.start + ticks,
        end: note.end + ticks,
      })),
    })),
  };
}
