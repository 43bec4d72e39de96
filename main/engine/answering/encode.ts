/** Places music on the map of a model: any song, laid out on the columns that the model knows. */
import { barAt, meterMap } from '#main/music/meter.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { cut } from '#main/segments/cut.ts';
import { segmentKey, placesOf } from '../training/assemble.ts';
import { batchOf } from '../training/batches.ts';
import { paddedRoll, readSong } from '../training/data.ts';
import type { Instrument } from './instrument.ts';
import { whereIs } from './where.ts';

/** A segment on the map. */
export interface Placed {
  readonly tick: number;
  readonly bar: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly x: number;
  readonly y: number;
}

const TOGETHER = 128;

/**
 * The segments of a song that start on a bar line (in frames: one after the other), each with its posterior and place.
 * @throws Failure `engine_song_unreadable` (detail: problem code)
 */
export async function encoded(instrument: Instrument, input: SongInput): Promise<Placed[]> {
  const { model, folding, network } = instrument;
  const song = readSong(input, model.representation);
  if ('code' in song) throw new Failure('engine_song_unreadable', song.code);
  const { representation, columns } = model;
  const roll = paddedRoll(song, { representation, columns, folding });
  if (roll.steps === 0) return [];
  const hop = representation.time === 'frames' ? representation.steps : representation.hop;
  const segments = cut(0, song.piece, roll, { ...representation, hop }).filter((s) => s.onBar);
  const known = placesOf(model);
  const bars = meterMap(song.piece);
  const { latent } = model.architecture;
  const placed: Placed[] = [];
  for (let at = 0; at < segments.length; at += TOGETHER) {
    const some = segments.slice(at, at + TOGETHER);
    const { mean, logVariance } = await network.encode(batchOf(some, folding));
    some.forEach(({ tick }, index) => {
      const own = Array.from(mean.subarray(index * latent, (index + 1) * latent));
      const spread = logVariance.subarray(index * latent, (index + 1) * latent);
      const place = known.get(segmentKey(input.hash, tick)) ?? whereIs(instrument.model, own);
      const deviation = Array.from(spread, (value) => Math.exp(value / 2));
      placed.push({ tick, bar: barAt(bars, tick).number, mean: own, deviation, ...place });
    });
  }
  return placed;
}
