/** `cli blend`: what lies between two songs, step by step, or the mean of several, as MIDI files. */
import { join } from 'node:path';
import { between } from '../answering/journey.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { SHAPE_OPTIONS, writePhrase } from './decode.ts';
import {
  backendOf,
  openModelFile,
  optional,
  placeNamed,
  required,
  shapeOf,
  sharesByName,
  weightsNamed,
  wholeOf,
} from './songs.ts';

async function run(args: readonly string[], output: Output) {
  const known = ['from', 'to', 'steps', 'weights', 'line', 'out', ...SHAPE_OPTIONS];
  const { places, options } = sortWords(args, [], known);
  const [path] = places;
  if (path === undefined || places.length > 1) throw new UsageError('Name one model.');
  const out = required(options, 'out');
  const shape = shapeOf(options);
  const weights = optional(options, 'weights');
  const steps = wholeOf('steps', optional(options, 'steps') ?? '9', 2, 1000);
  const line = optional(options, 'line') ?? 'linear';
  if (line !== 'linear' && line !== 'spherical')
    throw new UsageError(`--line takes linear or spherical, not ${line}.`);
  if (weights !== undefined && ['from', 'to', 'steps', 'line'].some((name) => options.has(name)))
    throw new UsageError('Say either --weights, or --from and --to.');
  const ends =
    weights === undefined ? [required(options, 'from'), required(options, 'to')] : ['', ''];
  const [from = '', to = ''] = ends;
  const instrument = await openModelFile(path, backendOf(optional(options, 'backend')));
  const { model } = instrument;
  const answers =
    weights === undefined
      ? await between(
          instrument,
          placeNamed(instrument, from),
          placeNamed(instrument, to),
          steps,
          line,
          shape,
        )
      : await instrument.answers([instrument.blend(weightsNamed(instrument, weights))], shape);
  for (const [index, { phrase, shares }] of answers.entries()) {
    const name = weights === undefined ? `step-${String(index + 1).padStart(3, '0')}` : 'blend';
    const written = await writePhrase(join(out, `${name}.mid`), phrase);
    output.answer({ step: index + 1, ...written, songs: sharesByName(model, shares) });
  }
  instrument.network.dispose();
  return EXIT.fine;
}

/** Blends songs. */
export const blend: Command = {
  name: 'blend',
  usage:
    'MODEL --from SONG[:bar or :all] --to SONG[:bar or :all] --steps N [--line linear or spherical] --out DIR, or MODEL --weights SONG=w,… --out DIR',
  does: 'Writes what lies between two songs, or the weighted mean of several, as MIDI files. A song is heard by its most typical bar where none is named; all is the mean of its bars.',
  run,
};
