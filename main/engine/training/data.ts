/** The data set: songs become columns and segments, and are parted into what is learned, what is kept for testing, and what the map shows. */
import { movedPiece, towardsCommonKey } from '#main/music/common-key.ts';
import { estimateKey } from '#main/music/key.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { barAt, meterMap } from '#main/music/meter.ts';
import { assignParts } from '#main/music/parts.ts';
import { isProblem, type ProblemCode } from '#main/music/problem.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { columnsOf } from '#main/segments/columns.ts';
import { cut } from '#main/segments/cut.ts';
import { splitHeldOut } from '#main/segments/held-out.ts';
import type { Column, Representation, Roll, Segment } from '#main/segments/representation.ts';
import { rollOf } from '#main/segments/roll.ts';
import type { LearnedSong } from '../learned-model.ts';
import type { Architecture } from '../network.ts';
import { positionSize, type Folding } from './batches.ts';
import { representationOf, type TrainingSetting } from './setting.ts';
import { accentsOf, barSteps, bpmOf, partSounds, type ReadSong } from './sound.ts';

/** A segment that the map shows, with its bar from 1. */
export interface MapSegment {
  readonly segment: Segment;
  readonly bar: number;
  readonly heldOut: boolean;
}

/** A song that could not be learned, and why. */
export interface LeftOut {
  readonly name: string;
  readonly code: ProblemCode;
}

/** How music is laid out for one model. */
export interface Layout {
  readonly representation: Representation;
  readonly columns: readonly Column[];
  readonly folding: Folding;
}

/** Everything a run learns from. */
export interface TrainingData extends Layout {
  readonly songs: readonly LearnedSong[];
  readonly accents: readonly number[];
  readonly training: readonly Segment[];
  readonly heldOut: readonly Segment[];
  readonly mapped: readonly MapSegment[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Reads a song as a model with this layout hears it: moved to the common key where that is asked for. Its tracks get their
 * roles, guessed where the person has not said them, as its key is.
 */
export function readSong(song: SongInput, representation: Representation): ReadSong | LeftOut {
  const { hash, name } = song;
  const piece = readMidi(song.bytes, name);
  if (isProblem(piece)) return { name, code: piece.code };
  const given = song.parts;
  const guessed = given?.length === piece.tracks.length ? given : assignParts(piece);
  const isMoved = representation.time === 'grid' && representation.commonKey;
  const moved = isMoved ? towardsCommonKey(song.key ?? estimateKey(piece)) : 0;
  return { hash, name, piece: movedPiece(piece, guessed, moved), parts: guessed, moved };
}

/** How the segments of a representation are folded into recurrent steps. */
export function foldingOf(
  representation: Representation,
  columns: number,
  fold: number,
  position: boolean,
): Folding {
  const told = position && representation.time === 'grid';
  return {
    fold,
    steps: representation.steps / fold,
    inputs: columns * fold,
    position: told ? positionSize(representation.stepsPerBeat, fold) : 0,
  };
}

/** A song's roll, with silence at its end where it is shorter than one segment: a short idea can be learned too. */
export function paddedRoll(song: ReadSong, { representation, columns }: Layout): Roll {
  const roll = rollOf(song.piece, song.parts, representation, columns);
  if (roll.steps >= representation.steps || roll.steps === 0) return roll;
  const cells = new Uint8Array(representation.steps * columns.length);
  cells.set(roll.cells);
  return { steps: representation.steps, columns, cells };
}

/** The segments of a song at the hop of `layout`, or at the hop that gives about `perSong` of them. */
function segmentsOf(index: number, song: ReadSong, layout: Layout, perSong: number) {
  const roll = paddedRoll(song, layout);
  const { representation } = layout;
  if (roll.steps === 0) return { roll, segments: [] };
  const room = Math.max(0, roll.steps - representation.steps);
  const hop = perSong > 0 ? Math.max(1, Math.floor(room / perSong)) : representation.hop;
  const segments = cut(index, song.piece, roll, { ...representation, hop });
  return { roll, segments: perSong > 0 ? segments.slice(0, perSong) : segments };
}

/** Segments that the map shows: those on bar lines; in frames those that do not overlap. */
function onMap(segments: readonly Segment[], representation: Representation): readonly Segment[] {
  let free = -Infinity;
  let song = -1;
  return segments.filter((segment) => {
    if (representation.time === 'grid') return segment.onBar;
    if (segment.song === song && segment.start < free) return false;
    song = segment.song;
    free = segment.start + representation.steps;
    return true;
  });
}

/**
 * Makes the data set of some songs. Songs that cannot be read are left out and named.
 * @throws Failure `engine_no_songs` (none, or none that can be read), `engine_all_silent` (no note that this layout
 * would hold), `engine_no_segments` (nothing to learn from)
 */
export function trainingData(inputs: readonly SongInput[], setting: TrainingSetting): TrainingData {
  const representation = representationOf(setting);
  const read = inputs.map((input) => readSong(input, representation));
  const leftOut = read.flatMap((song) => ('code' in song ? [song] : []));
  const songs = read.flatMap((song) => ('code' in song ? [] : [song]));
  if (songs.length === 0) throw new Failure('engine_no_songs');
  const columns = columnsOf(songs, representation);
  if (columns.length === 0) throw new Failure('engine_all_silent');
  const { fold, position } = setting;
  const folding = foldingOf(representation, columns.length, fold, position);
  const layout: Layout = { representation, columns, folding };
  const laid = songs.map((song, index) => segmentsOf(index, song, layout, setting.perSong));
  const segments = laid.flatMap((song) => song.segments);
  const lengths = laid.map(({ roll }) => roll.steps);
  const split = splitHeldOut(segments, lengths, representation.steps, setting.heldOut);
  if (split.training.length === 0) throw new Failure('engine_no_segments');
  const heldOut = new Set(split.heldOut);
  const maps = songs.map(({ piece }) => meterMap(piece));
  return {
    ...layout,
    songs: songs.map((song) => ({
      hash: song.hash,
      name: song.name,
      bpm: bpmOf(song.piece),
      barSteps: barSteps(song.piece, representation),
      moved: song.moved,
      parts: partSounds(song, representation),
    })),
    accents: accentsOf(songs, representation),
    training: split.training,
    heldOut: split.heldOut,
    mapped: onMap(segments, representation).map((segment) => {
      const map = maps[segment.song];
      const bar = map === undefined ? 1 : barAt(map, segment.tick).number;
      return { segment, bar, heldOut: heldOut.has(segment) };
    }),
    leftOut,
  };
}

/** How often each input of a recurrent step is on in the segments: the start of the output's bias. (inputs) */
export function inputMeans(segments: readonly Segment[], folding: Folding): Float32Array {
  const sums = new Float64Array(folding.inputs);
  for (const { cells } of segments)
    for (let at = cells.indexOf(1); at >= 0; at = cells.indexOf(1, at + 1))
      sums[at % folding.inputs] = (sums[at % folding.inputs] ?? 0) + 1;
  return Float32Array.from(sums, (sum) => sum / Math.max(1, segments.length * folding.steps));
}

/** Training and held-out segments of songs (by their index in `inputs`) on the layout of a model that exists. Songs that cannot be read are passed over. */
export function dataFor(
  inputs: readonly SongInput[],
  layout: Layout,
  heldOut: number,
): { readonly training: readonly Segment[]; readonly heldOut: readonly Segment[] } {
  const laid = inputs.map((input, index) => {
    const song = readSong(input, layout.representation);
    return 'code' in song ? null : segmentsOf(index, song, layout, 0);
  });
  const segments = laid.flatMap((song) => song?.segments ?? []);
  const lengths = laid.map((song) => song?.roll.steps ?? 0);
  return splitHeldOut(segments, lengths, layout.representation.steps, heldOut);
}

/** The architecture that a setting asks for on some data. */
export function architectureOf(
  data: Pick<TrainingData, 'folding'>,
  setting: TrainingSetting,
): Architecture {
  const { steps, inputs, position } = data.folding;
  const { hidden, latent, cell, encoderReads, decoderInput, latentAt, dense } = setting;
  const sizes = { steps, inputs, hidden, latent, dense, position };
  return { ...sizes, cell, encoderReads, decoderInput, latentAt };
}
