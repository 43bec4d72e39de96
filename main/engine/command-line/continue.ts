/** `cli continue`: a file's music as it came, and behind its last bar how it could go on. */
import { pieceOfPhrase } from '#main/music/arrangement.ts';
import { barAt, meterMap } from '#main/music/meter.ts';
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { Piece } from '#main/music/piece.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { Failure } from '#main/protocol/failure.ts';
import { continued } from '../answering/suggest.ts';
import { tryToWrite, writeWhole } from '../files/atomic.ts';
import { readSong } from '../training/data.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { SHAPE_OPTIONS } from './decode.ts';
import {
  backendOf,
  openModelFile,
  optional,
  readSongs,
  required,
  shapeOf,
  sharesByName,
  wholeOf,
} from './songs.ts';

/** A piece with a phrase behind its last bar, on tracks of its own; and the tick where that begins. */
function withMore(piece: Piece, phrase: Phrase): { readonly whole: Piece; readonly from: number } {
  const last = piece.tracks.reduce(
    (most, { notes }) => notes.reduce((end, note) => Math.max(end, note.end), most),
    0,
  );
  const bar = barAt(meterMap(piece), Math.max(0, last - 1));
  const from = bar.tick + bar.ticks;
  const at = (tick: number): number =>
    from + Math.round((tick * piece.division) / TICKS_PER_QUARTER);
  const more = pieceOfPhrase(phrase, piece.name).tracks.map((track) => ({
    ...track,
    notes: track.notes.map((note) => ({ ...note, start: at(note.start), end: at(note.end) })),
    events: track.events.map((event) => ({ ...event, tick: at(event.tick) })),
    end: at(track.end),
  }));
  return { whole: { ...piece, format: 1, tracks: [...piece.tracks, ...more] }, from };
}

async function run(args: readonly string[], output: Output) {
  const { places, options } = sortWords(args, [], ['windows', 'out', ...SHAPE_OPTIONS]);
  const [path, ...files] = places;
  if (path === undefined || files.length !== 1) throw new UsageError('Name a model and a file.');
  const out = required(options, 'out');
  const windows = wholeOf('windows', optional(options, 'windows') ?? '1', 1, 8);
  const shape = shapeOf(options);
  const { songs, refused } = await readSongs(files, output);
  const [song] = songs;
  if (song === undefined) return EXIT.refused;
  await tryToWrite(out);
  const instrument = await openModelFile(path, backendOf(optional(options, 'backend')));
  const { phrase, shares } = await continued(instrument, song, windows, shape);
  const read = readSong(song, instrument.model.representation);
  if ('code' in read) throw new Failure('engine_song_unreadable', read.code);
  const { whole, from } = withMore(read.piece, phrase);
  await writeWhole(out, writeMidi(whole));
  output.answer({
    file: out,
    notes: phrase.notes.length,
    seconds: ((phrase.length / TICKS_PER_QUARTER) * 60) / phrase.bpm,
    from,
    division: whole.division,
    songs: sharesByName(instrument.model, shares),
    phrase: phrase.notes,
  });
  instrument.network.dispose();
  return refused > 0 ? EXIT.refused : EXIT.fine;
}

/** Lets music go on. */
export const goOn: Command = {
  name: 'continue',
  usage:
    'MODEL FILE [--windows N] --out FILE.mid [--temperature T] [--density D] [--seed N] [--backend tensorflow or wasm or cpu]',
  does: 'Writes the music of a file and, behind its last bar and on tracks of its own, how it could go on: as the learned songs do that its end is like. One window is what the model hears at once; the same seed gives the same notes.',
  run,
};
