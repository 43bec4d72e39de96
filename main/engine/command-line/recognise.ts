/** `cli recognise`: which learned songs a clip resembles. */
import { encoded } from '../answering/encode.ts';
import { NEIGHBOURS, recognised, tallied } from '../answering/recognise.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { backendOf, openModelFile, optional, readSongs, wholeOf } from './songs.ts';

async function run(args: readonly string[], output: Output) {
  const { places, options } = sortWords(args, [], ['neighbours', 'backend']);
  const [path, ...files] = places;
  if (path === undefined || files.length === 0) throw new UsageError('Name a model and a clip.');
  const asked = optional(options, 'neighbours') ?? String(NEIGHBOURS);
  const k = wholeOf('neighbours', asked, 1, 1000);
  const { songs, refused } = await readSongs(files, output);
  if (songs.length === 0) return EXIT.refused;
  const instrument = await openModelFile(path, backendOf(optional(options, 'backend')));
  const { model } = instrument;
  const named = (found: ReturnType<typeof recognised>) =>
    Object.fromEntries(found.map(({ song, share }) => [model.songs[song]?.name ?? '', share]));
  for (const clip of songs) {
    const windows = await encoded(instrument, clip);
    const each = windows.map(({ mean }) => recognised(mean, model.segments, k));
    windows.forEach(({ tick, bar }, index) =>
      output.answer({ clip: clip.name, start: tick, bar, songs: named(each[index] ?? []) }),
    );
    const whole = tallied(each);
    const best = model.songs[whole[0]?.song ?? -1]?.name ?? null;
    output.answer({ clip: clip.name, recognised: best, songs: named(whole) });
  }
  instrument.network.dispose();
  return refused > 0 ? EXIT.refused : EXIT.fine;
}

/** Recognises clips. */
export const recognise: Command = {
  name: 'recognise',
  usage: 'MODEL FILE... [--neighbours K] [--backend tensorflow or wasm or cpu]',
  does: 'Answers which learned songs a clip resembles: a line a segment and one for the whole, by the share of each song among the nearest means.',
  run,
};
