/** `cli paper`: a whole experiment of the paper, from songs to figures. */
import { join } from 'node:path';
import process from 'node:process';
import { tryToWrite } from '../files/atomic.ts';
import { drawn, learned } from '../paper/experiment.ts';
import { chosenBackend } from '../training/maker.ts';
import { fullEpochs, presetNamed } from '../training/preset.ts';
import { changed } from '../training/setting.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { settingsIn } from './learn.ts';
import { backendOf, optional, readSongs, required, wholeOf } from './songs.ts';

const EXPERIMENTS = ['a', 'b', 'a-practical'];

async function run(args: readonly string[], output: Output) {
  const known = ['songs', 'out', 'epochs', 'set', 'seed', 'skip', 'backend'];
  const { places, flags, options } = sortWords(args, ['full'], known);
  const [which = '', ...more] = places;
  if (!EXPERIMENTS.includes(which))
    throw new UsageError(`Say which experiment: ${EXPERIMENTS.join(', ')}.`);
  const preset = `paper-${which}`;
  const paths = [...(options.get('songs') ?? []), ...more];
  if (paths.length === 0) throw new UsageError('Name songs or folders after --songs.');
  const folder = required(options, 'out');
  const asked = optional(options, 'epochs');
  if (asked !== undefined && flags.has('full'))
    throw new UsageError('Give --epochs or --full, not both.');
  const set = settingsIn(options.get('set') ?? []);
  const usual = String(flags.has('full') ? fullEpochs(preset) : presetNamed(preset).epochs);
  const epochs = wholeOf('epochs', asked ?? set['epochs'] ?? usual, 1, 1_000_000);
  const setting = changed(presetNamed(preset), { ...set, epochs: String(epochs), seconds: '0' });
  const seed = wholeOf('seed', optional(options, 'seed') ?? '1', 0, 2 ** 31);
  const skipped = wholeOf('skip', optional(options, 'skip') ?? '0', 0, 1_000_000);
  const backend = await chosenBackend(backendOf(optional(options, 'backend')));
  const { songs, refused } = await readSongs(paths, output);
  await tryToWrite(join(folder, 'figures.json'));
  const experiment = { preset, setting, songs, folder, seed, backend, skipped };
  output.say(`Learning ${songs.length} songs for ${epochs} epochs; Ctrl-C draws what is there.`);
  const model = await learned(experiment, {
    epoch: (point) => output.answer({ ...point }),
    stoppable: (stop) => process.once('SIGINT', stop),
  });
  output.answer({ done: true, ...(await drawn(experiment, model)), out: folder });
  return refused > 0 ? EXIT.refused : EXIT.fine;
}

/** Makes an experiment of the paper. */
export const paper: Command = {
  name: 'paper',
  usage:
    'a or b or a-practical --songs PATH... --out DIR [--epochs N or --full] [--skip EPOCHS] [--set key=value]... [--seed N] [--backend tensorflow or wasm or cpu]',
  does: 'Makes a whole experiment of the paper in a folder: the bound over epochs (from --skip on), the map of songs, ways between them, long generations; as figures (JSON), pictures (SVG) and MIDI files. Called again, it goes on where it was left.',
  run,
};
