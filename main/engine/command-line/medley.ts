/** `cli medley`: a walk through the songs of a model as one MIDI file. */
import { medley as walk } from '../answering/journey.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { SHAPE_OPTIONS, writePhrase } from './decode.ts';
import {
  backendOf,
  numberOf,
  openModelFile,
  optional,
  required,
  shapeOf,
  sharesByName,
  songsNamed,
  wholeOf,
} from './songs.ts';

async function run(args: readonly string[], output: Output) {
  const known = ['steps', 'songs', 'variety', 'out', ...SHAPE_OPTIONS];
  const { places, options } = sortWords(args, [], known);
  const [path, ...more] = places;
  if (path === undefined) throw new UsageError('Name a model.');
  const out = required(options, 'out');
  const steps = wholeOf('steps', optional(options, 'steps') ?? '1000', 1, 20_000);
  const variety = numberOf('variety', optional(options, 'variety') ?? '0.15', 0, 1);
  const shape = shapeOf(options);
  const instrument = await openModelFile(path, backendOf(optional(options, 'backend')));
  const { model } = instrument;
  const songs = [...(options.get('songs') ?? []), ...more].flatMap((text) =>
    songsNamed(model, text),
  );
  const made = await walk(instrument, { steps, songs, variety, shape });
  output.answer({
    ...(await writePhrase(out, made.phrase)),
    silence: made.silence,
    songs: sharesByName(model, made.shares),
  });
  instrument.network.dispose();
  return EXIT.fine;
}

/** Makes a medley. */
export const medley: Command = {
  name: 'medley',
  usage: 'MODEL --steps N [--songs SONG,…] [--variety V] [--seed N] --out FILE.mid',
  does: 'Writes a walk through the songs, with bridges between them, as a MIDI file.',
  run,
};
