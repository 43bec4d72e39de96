/** How well what is heard on each segment's point gives back the segment, song by song and at its worst. */
import type { Segment } from '#main/segments/representation.ts';
import { PLAIN } from '#main/segments/sample.ts';
import type { Instrument } from '../answering/instrument.ts';
import { f1, noteCounter, pooled, type Counts } from './notes.ts';

/** Figures of the points. */
export interface SegmentMeasures {
  /** Points whose music was at hand, and all. */
  readonly points: number;
  readonly mapped: number;
  /** Note F1 of what sounds on a point against its music, all notes together. */
  readonly pointNoteF1: number;
  /** The same of a segment's own mean, without the map. */
  readonly ownNoteF1: number;
  /** Note F1 of each point: its tenth from below, and the least. */
  readonly pointTenth: number;
  readonly pointLeast: number;
  /** Share of points on which nothing sounds though their music does. */
  readonly pointSilence: number;
  readonly songs: readonly {
    readonly song: number;
    readonly points: number;
    readonly noteF1: number;
  }[];
}

const NOTHING: Counts = { hits: 0, found: 0, wanted: 0 };

/** Measures every mapped segment whose music is in `music`, whose songs are numbered as the model's; null where none is. */
export async function segmentMeasures(
  instrument: Instrument,
  music: readonly Segment[],
): Promise<SegmentMeasures | null> {
  const { columns, segments } = instrument.model;
  const known = new Map(music.map((segment) => [`${segment.song} ${segment.tick}`, segment]));
  const shown = segments.flatMap((segment, index) => {
    const own = known.get(`${segment.song} ${segment.tick}`);
    return own === undefined ? [] : [{ index, segment, wanted: Float32Array.from(own.cells) }];
  });
  if (shown.length === 0 || instrument.plane === null) return null;
  const heard = await instrument.cells(
    shown.map(({ segment }) => instrument.at(segment.x, segment.y)),
    PLAIN,
  );
  const counter = noteCounter(columns, { onset: 0.5, sustain: 0.5 });
  let [all, own, silent] = [NOTHING, NOTHING, 0];
  const single: number[] = [];
  const songs = new Map<number, { points: number; counts: Counts }>();
  shown.forEach(({ index, segment, wanted }, at) => {
    const cells = heard[at] ?? new Uint8Array();
    const counts = counter.notes(wanted, Float32Array.from(cells));
    all = pooled(all, counts);
    own = pooled(own, counter.notes(wanted, Float32Array.from(instrument.reconstructed(index))));
    single.push(f1(counts));
    silent += +(wanted.includes(1) && !cells.includes(1));
    const before = songs.get(segment.song) ?? { points: 0, counts: NOTHING };
    songs.set(segment.song, {
      points: before.points + 1,
      counts: pooled(before.counts, counts),
    });
  });
  single.sort((a, b) => a - b);
  return {
    points: shown.length,
    mapped: segments.length,
    pointNoteF1: f1(all),
    ownNoteF1: f1(own),
    pointTenth: single[Math.floor(single.length / 10)] ?? 0,
    pointLeast: single[0] ?? 0,
    pointSilence: silent / shown.length,
    songs: [...songs].map(([song, { points, counts }]) => ({ song, points, noteF1: f1(counts) })),
  };
}
