/** An experiment of the paper as a folder: learns, saves itself as it goes, goes on where it was left, and at last draws its figures. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pieceOfPhrase } from '#main/music/arrangement.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { openInstrument } from '../answering.ts';
import type { Instrument } from '../answering/instrument.ts';
import { phraseOf } from '../answering/phrase.ts';
import { writeWhole } from '../files/atomic.ts';
import type { LearnedModel } from '../learned-model.ts';
import { breathe, clock } from '../clock.ts';
import { baselinesOf } from '../measures/baselines.ts';
import { activeUnits, songPurity } from '../measures/latent.ts';
import { boundOf, meansOf, noteScores } from '../measures/windows.ts';
import { readModel, writeModel } from '../model-file.ts';
import type { BackendName } from '../network.ts';
import { trainingData } from '../training/data.ts';
import { networkMaker } from '../training/maker.ts';
import { Run } from '../training/run.ts';
import type { TrainingSetting } from '../training/setting.ts';
import { CurveGatherer, readCurve, type CurvePoint } from './curve.ts';
import { generations, interpolations, variety, type Played } from './journeys.ts';
import { mapViews } from './map.ts';
import { curvePicture, mapPicture, rollsPicture } from './pictures.ts';

/** Share of the time that held-out bounds may take: here the curve is what is wanted. */
const MEASURING = 0.1;

/** Seconds between two savings of a run that goes on. */
const SAVE_EVERY = 60;

/** What is to be done. */
export interface Experiment {
  readonly preset: string;
  readonly setting: TrainingSetting;
  readonly songs: readonly SongInput[];
  readonly folder: string;
  readonly seed: number;
  readonly backend: BackendName;
  /** Epochs left out of the picture of the bound. */
  readonly skipped: number;
}

/** Who watches an experiment. */
export interface Watcher {
  readonly epoch: (point: CurvePoint) => void;
  /** Is given the way to end learning early; what was learned is kept and drawn. */
  readonly stoppable: (stop: () => void) => void;
}

/** Learns until the epochs are done, or it is stopped; a folder that holds a model of this experiment is gone on with. */
export async function learned(experiment: Experiment, watcher: Watcher): Promise<LearnedModel> {
  const { preset, setting, songs, folder, seed, backend } = experiment;
  const modelFile = join(folder, 'model.safetensors');
  const curveFile = join(folder, 'curve.json');
  const from = await modelIn(modelFile);
  if (from !== null && (from.preset !== preset || from.seed !== seed))
    throw new Failure('engine_resume_architecture', `${from.preset}, seed ${from.seed}`);
  const base = { preset, setting, songs, seed, from, maker: networkMaker(backend) };
  const run = await Run.prepare({ ...base, measuringShare: MEASURING, clock, breathe });
  const gatherer = new CurveGatherer(
    from === null ? [] : await readCurve(curveFile),
    from?.step ?? 0,
  );
  let stopped = false;
  watcher.stoppable(() => {
    stopped = true;
    run.trainer.stop();
  });
  try {
    for (let until = SAVE_EVERY; ; until += SAVE_EVERY) {
      await run.go(
        { steps: 0, seconds: until },
        {
          news: (news) => {
            const point = gatherer.hear(news);
            if (point !== null) watcher.epoch(point);
          },
        },
      );
      const model = await run.model(true);
      // The curve first: of a curve that runs ahead of its model the end is cut off, a gap could not be filled.
      await writeJson(curveFile, gatherer.points);
      await writeWhole(modelFile, writeModel(model, 'float32'));
      if (stopped || run.trainer.epoch >= setting.epochs) return model;
    }
  } finally {
    run.dispose();
  }
}

async function modelIn(path: string): Promise<LearnedModel | null> {
  try {
    await access(path);
  } catch {
    return null;
  }
  return readModel(new Uint8Array(await readFile(path)));
}

const writeText = (path: string, text: string): Promise<void> =>
  writeWhole(path, new TextEncoder().encode(text));

const writeJson = (path: string, value: unknown): Promise<void> =>
  writeText(path, `${JSON.stringify(value)}\n`);

/** Measures and draws what was learned; answers the figures, which are written beside the pictures. */
export async function drawn(experiment: Experiment, model: LearnedModel): Promise<object> {
  const { preset, setting, songs, folder, seed, backend, skipped } = experiment;
  const { training, heldOut, folding, columns, songs: learnedSongs } = trainingData(songs, setting);
  const names = learnedSongs.map(({ name }) => name);
  const instrument = await openInstrument(model, backend);
  const { network } = instrument;
  try {
    const scores = async (segments: typeof training) => {
      const bound = await boundOf(network, segments, folding, seed);
      const notes = await noteScores(network, segments, folding, columns, model.thresholds);
      return bound === null || notes === null ? null : { ...bound, ...notes };
    };
    const baselines = baselinesOf(training, columns.length);
    const curve = await readCurve(join(folder, 'curve.json'));
    await writeText(
      join(folder, 'curve.svg'),
      curvePicture(curve, baselines, skipped, `${preset}: bound over epochs`),
    );
    const all = [...training, ...heldOut];
    const means = await meansOf(network, all, folding);
    for (const { file, axes, places } of mapViews(means, seed)) {
      const dots = all.map(({ song, tick }, index) => {
        const { x, y } = places[index] ?? { x: 0, y: 0 };
        return { song, tick, x, y, heldOut: index >= training.length };
      });
      await writeText(
        join(folder, `${file}.svg`),
        mapPicture(dots, names, axes, `${preset}: posterior means, a colour a song`),
      );
      await writeJson(join(folder, `${file}.json`), { songs: names, segments: dots });
    }
    const played = [
      ...(await interpolations(instrument)),
      ...(await generations(instrument, seed)),
    ];
    for (const each of played) await writePlayed(instrument, folder, each);
    const figures = {
      preset,
      epochs: setting.epochs,
      step: model.step,
      seed,
      songs: names.length,
      segments: training.length,
      heldOutSegments: heldOut.length,
      columns: columns.length,
      hop: setting.perSong > 0 ? `chosen for ${setting.perSong} segments a song` : setting.hop,
      bounds: 'nats per step, KL weight 1, one sampled z a segment, averaged over all segments',
      training: await scores(training),
      heldOut: await scores(heldOut),
      baselines,
      activeUnits: activeUnits(means),
      songPurity: songPurity(
        means,
        all.map(({ song }) => song),
      ),
      thresholds: model.thresholds,
      played: played.map(({ name, title, windows, latents }) => ({
        name,
        title,
        latents,
        windows: windows.map((cells) => variety(cells, columns.length)),
      })),
    };
    await writeText(join(folder, 'figures.json'), `${JSON.stringify(figures, null, 1)}\n`);
    return figures;
  } finally {
    network.dispose();
  }
}

/** One walk or generation as a MIDI file and a picture. */
async function writePlayed({ model }: Instrument, folder: string, played: Played): Promise<void> {
  const { name, title, song, windows } = played;
  const width = model.columns.length;
  const joined = new Uint8Array(windows.reduce((sum, cells) => sum + cells.length, 0));
  windows.reduce((at, cells) => (joined.set(cells, at), at + cells.length), 0);
  const phrase = phraseOf(model, joined, model.songs[song] ?? null);
  await writeWhole(join(folder, `${name}.mid`), writeMidi(pieceOfPhrase(phrase, title)));
  const [whole = joined] = windows;
  const rows = 4;
  const quarter = Math.ceil(whole.length / width / rows);
  const picture =
    windows.length > 1
      ? rollsPicture(
          windows.map((cells, index) => ({ title: `${index + 1}`, cells })),
          model.columns,
          windows.length,
          { width: 130, height: 150 },
          title,
        )
      : rollsPicture(
          Array.from({ length: rows }, (_, row) => ({
            title: `from step ${row * quarter}`,
            cells: whole.subarray(row * quarter * width, (row + 1) * quarter * width),
          })),
          model.columns,
          1,
          { width: 1000, height: 120 },
          title,
        );
  await writeText(join(folder, `${name}.svg`), picture);
}
