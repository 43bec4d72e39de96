/** `cli listen`: what a person hears of a model – on its points, between them, on blends and medleys – each figure beside what is expected of it. */
import { betweenMeasures } from '../measures/between.ts';
import { medleyMeasures } from '../measures/medley.ts';
import { padMeasures } from '../measures/pad.ts';
import { segmentMeasures } from '../measures/segments.ts';
import { strayMeasures } from '../measures/strays.ts';
import { dataFor } from '../training/data.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { backendOf, openModelFile, optional, readSongs } from './songs.ts';

/** Steps of the long medley: the paper's own length. */
const LONG = 1000;

/** What is expected of a figure: at least, at most, or nothing that was measured before. */
type Expected = { readonly least: number } | { readonly most: number } | null;

/** A figure with what it means and what is expected of it. */
interface Row {
  readonly name: string;
  readonly means: string;
  readonly value: number | null;
  readonly expected: Expected;
}

/** Whether a figure is as expected; null: it is missing, or nothing is expected. */
function meets({ value, expected }: Row): boolean | null {
  if (value === null || expected === null) return null;
  return 'least' in expected ? value >= expected.least : value <= expected.most;
}

const digits = (value: number | null): string =>
  value === null ? '–' : Number.isInteger(value) ? String(value) : value.toFixed(3);

/** The rows as lines under each other. */
function* tableOf(rows: readonly Row[]): Generator<string> {
  const width = Math.max(...rows.map(({ means }) => means.length));
  for (const row of rows) {
    const { means, value, expected } = row;
    const wish =
      expected === null
        ? ''
        : 'least' in expected
          ? `at least ${digits(expected.least)}`
          : `at most ${digits(expected.most)}`;
    const met = meets(row);
    const sign = met === null ? '' : met ? 'yes' : 'NO';
    yield `${means.padEnd(width)}  ${digits(value).padStart(8)}  ${wish.padEnd(15)}  ${sign}`.trimEnd();
  }
}

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
  // As the model numbers its songs: its map is compared with their music.
  const music = [...training, ...heldOut].map((segment) => {
    const hash = songs[segment.song]?.hash;
    return { ...segment, song: model.songs.findIndex((song) => song.hash === hash) };
  });
  const points = await segmentMeasures(instrument, music);
  const pad = await padMeasures(instrument, music);
  const between = await betweenMeasures(instrument, model.seed);
  const strays = await strayMeasures(instrument, model.seed);
  const short = await medleyMeasures(instrument, music, model.seed);
  const long = await medleyMeasures(instrument, music, model.seed, LONG);
  network.dispose();
  const row = (
    name: string,
    means: string,
    value: number | null | undefined,
    expected: Expected = null,
  ): Row => ({ name, means, value: value ?? null, expected });
  const rows: readonly Row[] = [
    row('pointNoteF1', 'note F1 on a point, against its music', points?.pointNoteF1, {
      least: 0.98,
    }),
    row('ownNoteF1', 'the same without the map (own mean)', points?.ownNoteF1, { least: 0.98 }),
    row('pointTenth', 'a tenth of the points lies below', points?.pointTenth),
    row('pointLeast', 'the least of all points', points?.pointLeast),
    row('pointSilence', 'points silent though their music sounds', points?.pointSilence, {
      most: 0,
    }),
    row('padChange', 'sounding cells that differ between neighbours', pad.padChange),
    row('padChangeMost', 'the same at most', pad.padChangeMost),
    row('padSilence', 'silent places of the map', pad.padSilence, { most: 0.02 }),
    row('padThin', 'places with a quarter of the usual notes', pad.padThin),
    row('blendNotes', 'notes half-way, against both ends', between.blendNotes, { least: 0.9 }),
    row(
      'blendInKey',
      'notes in key half-way',
      between.blendInKey,
      between.parentsInKey === null ? null : { least: between.parentsInKey - 0.02 },
    ),
    row('parentsInKey', 'notes in key at both ends', between.parentsInKey),
    row('endsExact', 'ends that are the segments themselves', between.endsExact, { least: 1 }),
    row('monotone', 'steps on the way that lead on', between.monotone, { least: 0.95 }),
    row('blendStrays', 'stray notes in blends of bars of 3 or 4 songs', strays.blendStrays, {
      most: 0.01,
    }),
    row('songBlendStrays', 'the same, songs by their typical bars', strays.songBlendStrays, {
      most: 0.02,
    }),
    row('songBlendEcho', 'note F1 of these, encoded and decoded again', strays.songBlendEcho),
    row('meanBlendEcho', 'the same, songs by the mean of their bars', strays.meanBlendEcho),
    row('medleyDistinct', 'different steps of a medley of 400', short?.medleyDistinct, {
      least: 276,
    }),
    row('medleySimilarity', 'likeness of a bar to its song', short?.medleySimilarity, {
      least: 0.87,
    }),
    row('medleySilence', 'silent steps of it', short?.medleySilence, { most: 0.02 }),
    row('medleySongs', 'songs heard in it', short?.medleySongs, {
      least: Math.min(6, model.songs.length),
    }),
    row('longDistinct', `different steps of a medley of ${String(LONG)}`, long?.medleyDistinct),
    row('longLate', 'new steps in its last quarter', long?.medleyLate, { least: 0.3 }),
    row('longSimilarity', 'likeness of a bar to its song', long?.medleySimilarity, { least: 0.87 }),
    row('longSilence', 'silent steps of it', long?.medleySilence, { most: 0.02 }),
    row('longSongs', 'songs heard in it', long?.medleySongs, {
      least: Math.min(6, model.songs.length),
    }),
  ];
  for (const line of tableOf(rows)) output.say(line);
  const named = <T extends { readonly song: number }>(all: readonly T[] | undefined) =>
    (all ?? []).map(({ song, ...rest }) => ({ song: model.songs[song]?.name ?? '', ...rest }));
  for (const { song, noteF1, points: count } of named(points?.songs))
    output.say(`${song}: note F1 ${digits(noteF1)} on ${String(count)} points`);
  for (const { song, share } of named(long?.medleyShares))
    output.say(`${song}: ${String(Math.round(100 * share))} % of the bars of the long medley`);
  output.answer({
    figures: rows.map((each) => ({ ...each, meets: meets(each) })),
    points: { measured: points?.points ?? 0, mapped: model.segments.length },
    songs: named(points?.songs),
    medley: named(long?.medleyShares),
  });
  return refused > 0 ? EXIT.refused : EXIT.fine;
}

/** Listens to a model. */
export const listen: Command = {
  name: 'listen',
  usage: 'MODEL --songs PATH... [--backend tensorflow or wasm or cpu]',
  does: 'Says what is heard of a model: on every point of the map, between neighbours, on blends and medleys, each figure beside what is expected of it.',
  run,
};
