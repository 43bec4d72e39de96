/** Denoising: a take, completed and cleaned by what decoding its means is sure of. It helps near the learned songs and harms elsewhere. */
import { Failure } from '#main/protocol/failure.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { cut } from '#main/segments/cut.ts';
import { batchOf } from '../training/batches.ts';
import { paddedRoll, readSong } from '../training/data.ts';
import type { Instrument } from './instrument.ts';

/** A take after denoising, with what was changed: cells that were put in and cells that were taken out. */
export interface Denoised {
  /** (step, column) */
  readonly cells: Uint8Array;
  /** The same as they were played. */
  readonly played: Uint8Array;
  readonly added: number;
  readonly removed: number;
  readonly kept: number;
  /** Semitones by which the take was moved to be in the model's key. */
  readonly moved: number;
}

/** How sure the model must be. */
export interface Sureness {
  /** From this probability on a cell is put in. */
  readonly add: number;
  /** Up to this probability a cell that was played is taken out. */
  readonly remove: number;
}

const TOGETHER = 128;

/**
 * The cells of a take, window by window without overlap; what the last whole window does not reach stays as it was played.
 * @throws Failure `engine_song_unreadable` (detail: problem code), `engine_all_silent` (no note that the model knows)
 */
export async function denoised(
  { model, folding, network }: Instrument,
  input: SongInput,
  { add, remove }: Sureness,
): Promise<Denoised> {
  const take = readSong(input, model.representation);
  if ('code' in take) throw new Failure('engine_song_unreadable', take.code);
  const { representation, columns } = model;
  const roll = paddedRoll(take, { representation, columns, folding });
  if (roll.steps === 0 || !roll.cells.includes(1)) throw new Failure('engine_all_silent');
  const cells = roll.cells.slice();
  const windows = cut(0, take.piece, roll, { ...representation, hop: representation.steps });
  const size = representation.steps * columns.length;
  for (let at = 0; at < windows.length; at += TOGETHER) {
    const some = windows.slice(at, at + TOGETHER);
    const batch = batchOf(some, folding);
    const { mean } = await network.encode(batch);
    const probabilities = await network.decode(mean, batch.size, batch.position);
    some.forEach(({ start }, index) => {
      const sure = probabilities.subarray(index * size, (index + 1) * size);
      const from = start * columns.length;
      sure.forEach((probability, cell) => {
        if (probability >= add) cells[from + cell] = 1;
        else if (probability <= remove) cells[from + cell] = 0;
      });
    });
  }
  const changes = { added: 0, removed: 0, kept: 0 };
  cells.forEach((cell, at) => {
    const played = roll.cells[at] ?? 0;
    if (cell > played) changes.added += 1;
    else if (cell < played) changes.removed += 1;
    else changes.kept += cell;
  });
  return { cells, played: roll.cells, moved: take.moved, ...changes };
}
