/** `cli encode`: where the segments of a song lie in a model's latent space, as JSON lines or CSV. */
import process from 'node:process';
import { encoded } from '../answering/encode.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { backendOf, openModelFile, optional, readSongs } from './songs.ts';

function csvField(text: string): string {
  return /[",\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function run(args: readonly string[], output: Output) {
  const { places, flags, options } = sortWords(args, ['csv'], ['backend']);
  const [path, ...files] = places;
  if (path === undefined || files.length === 0) throw new UsageError('Name a model and a song.');
  const { songs, refused } = await readSongs(files, output);
  if (songs.length === 0) return EXIT.refused;
  const instrument = await openModelFile(path, backendOf(optional(options, 'backend')));
  const names = Array.from({ length: instrument.model.architecture.latent }, (_, j) => j + 1);
  const row = (fields: readonly (string | number)[]) =>
    process.stdout.write(`${fields.map((field) => csvField(String(field))).join(',')}\n`);
  if (flags.has('csv'))
    row([
      'song',
      'start',
      'bar',
      ...names.map((j) => `mean${j}`),
      ...names.map((j) => `deviation${j}`),
      'x',
      'y',
    ]);
  for (const song of songs)
    for (const { tick, bar, mean, deviation, x, y } of await encoded(instrument, song)) {
      if (flags.has('csv')) row([song.name, tick, bar, ...mean, ...deviation, x, y]);
      else output.answer({ song: song.name, start: tick, bar, mean, deviation, x, y });
    }
  instrument.network.dispose();
  return refused > 0 ? EXIT.refused : EXIT.fine;
}

/** Encodes songs. */
export const encode: Command = {
  name: 'encode',
  usage: 'MODEL FILE... [--csv] [--backend tensorflow or wasm or cpu]',
  does: 'Answers a line a segment: song, start (ticks of the song), posterior mean and deviation, place on the map.',
  run,
};
