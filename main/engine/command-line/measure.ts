/** `cli measure`: how well a model knows songs, whole and at their unheard ends, beside programs that know nothing. */
import { baselinesOf } from '../measures/baselines.ts';
import { noveltyOf, oracle } from '../measures/nearest.ts';
import { boundOf, meansOf, noteScores, partScores } from '../measures/windows.ts';
import { activeUnits, songPurity } from '../measures/latent.ts';
import { betweenMeasures } from '../measures/between.ts';
import { medleyMeasures } from '../measures/medley.ts';
import { recognition } from '../measures/recognition.ts';
import { padMeasures } from '../measures/pad.ts';
import { dataFor } from '../training/data.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { backendOf, openModelFile, optional, readSongs } from './songs.ts';

async function run(args: readonly string[], output: Output) {
  const { places, options } = sortWords(args, [], ['songs', 'backend']);
  const [path, ...more] = places;
  const paths = [...(options.get('songs') ?? []), ...more];
  if (path === undefined || paths.length === 0)
    throw new UsageError('Name a model, and songs after --songs.');
  const { songs, refused } = await readSongs(paths, output);
  if (songs.length === 0) return EXIT.refused;
  const instrument = await openModelFile(path, backendOf(optional(options, 'backend')));
  const { model, network, folding } = instrument;
  const heldOutShare = Number(model.setting['heldOut'] ?? 0);
  const { training, heldOut } = dataFor(songs, { ...model, folding }, heldOutShare);
  const scores = async (segments: typeof training) => {
    const bound = await boundOf(network, segments, folding, model.seed);
    const { columns, thresholds } = model;
    const notes = await noteScores(network, segments, folding, columns, thresholds);
    const parts = await partScores(network, segments, folding, columns, thresholds);
    return bound === null || notes === null ? null : { ...bound, ...notes, parts };
  };
  // As the model numbers its songs: its map is compared with their music.
  const music = [...training, ...heldOut].map((segment) => {
    const hash = songs[segment.song]?.hash;
    return { ...segment, song: model.songs.findIndex((song) => song.hash === hash) };
  });
  const means = await meansOf(network, training, folding);
  output.answer({
    training: await scores(training),
    heldOut: await scores(heldOut),
    baselines: baselinesOf(training, model.columns.length),
    activeUnits: activeUnits(means),
    songPurity: songPurity(
      means,
      training.map(({ song }) => song),
    ),
    oracle: oracle(model.columns, training, heldOut),
    ...(await noveltyOf(instrument, training, model.seed)),
    ...(await recognition(network, training, heldOut, folding, model.seed)),
    ...(await padMeasures(instrument, music)),
    ...(await betweenMeasures(instrument, model.seed)),
    ...(await medleyMeasures(instrument, music, model.seed)),
  });
  network.dispose();
  return refused > 0 ? EXIT.refused : EXIT.fine;
}

/** Measures a model. */
export const measure: Command = {
  name: 'measure',
  usage: 'MODEL --songs PATH... [--backend tensorflow or wasm or cpu]',
  does: 'Measures a model on songs: bound, frame and note F1 (parts too) for training and held-out windows, baselines, an oracle (the learned window that fits a held-out one best), novelty (what chance gives, against the nearest learned window: 0 is a copy), the latent space, the map, blends and medleys.',
  run,
};
