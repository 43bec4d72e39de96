/** `cli denoise`: a take, completed and cleaned by what a model is sure of, as a MIDI file. */
import { denoised } from '../answering/denoise.ts';
import { phraseOf } from '../answering/phrase.ts';
import { tryToWrite } from '../files/atomic.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { writePhrase } from './decode.ts';
import { backendOf, numberOf, openModelFile, optional, readSongs, required } from './songs.ts';

async function run(args: readonly string[], output: Output) {
  const { places, options } = sortWords(args, [], ['add', 'remove', 'out', 'backend']);
  const [path, ...files] = places;
  if (path === undefined || files.length !== 1) throw new UsageError('Name a model and a take.');
  const out = required(options, 'out');
  const add = numberOf('add', optional(options, 'add') ?? '0.9', 0.5, 1);
  const remove = numberOf('remove', optional(options, 'remove') ?? '0.02', 0, 0.5);
  const { songs, refused } = await readSongs(files, output);
  const [take] = songs;
  if (take === undefined) return EXIT.refused;
  await tryToWrite(out);
  const instrument = await openModelFile(path, backendOf(optional(options, 'backend')));
  const { model } = instrument;
  const { cells, added, removed, kept, moved } = await denoised(instrument, take, { add, remove });
  const own = model.songs.find(({ hash }) => hash === take.hash) ?? model.songs[0] ?? null;
  output.answer({
    ...(await writePhrase(out, phraseOf(model, cells, own, moved))),
    added,
    removed,
    kept,
  });
  instrument.network.dispose();
  return refused > 0 ? EXIT.refused : EXIT.fine;
}

/** Denoises a take. */
export const denoise: Command = {
  name: 'denoise',
  usage:
    'MODEL FILE [--add PROBABILITY] [--remove PROBABILITY] --out FILE.mid [--backend tensorflow or wasm or cpu]',
  does: 'Puts in what a model is sure of and takes out what it is sure is not meant; says how many cells it changed. Near the learned songs it helps, elsewhere it harms: listen before you keep it.',
  run,
};
