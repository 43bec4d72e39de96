/** `cli learn`: songs become a model file, with the curve as JSON lines. */
import process from 'node:process';
import { Failure } from '#main/protocol/failure.ts';
import { tryToWrite, writeWhole } from '../files/atomic.ts';
import { breathe, clock } from '../clock.ts';
import type { LearnedModel } from '../learned-model.ts';
import { boundOf, noteScores } from '../measures/windows.ts';
import { writeModel } from '../model-file.ts';
import { chosenBackend, networkMaker } from '../training/maker.ts';
import { fullEpochs, presetNamed, PRESETS } from '../training/preset.ts';
import { Run } from '../training/run.ts';
import type { RunNews } from '../training/run-setup.ts';
import { SETTING_RULES } from '../training/setting-rules.ts';
import { changed, isSettingKey, settingText } from '../training/setting.ts';
import type { Ending } from '../training/trainer.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import { failureSentence } from './sentences.ts';
import {
  backendOf,
  numberOf,
  optional,
  readModelFile,
  readSongs,
  required,
  wholeOf,
} from './songs.ts';

/** Seconds between two lines, where nothing was measured. */
const LINE_EVERY = 1;

const OPTIONS = ['preset', 'set', 'seed', 'steps', 'seconds', 'epochs', 'backend', 'resume', 'out'];

/** What `--set key=value` pairs say. @throws UsageError where one is no pair */
export function settingsIn(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`--set takes key=value, not ${pair}.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** Lines of a run: where something was measured, and else one a second. */
function lines(output: Output): (news: RunNews) => void {
  let told = -Infinity;
  let warned = false;
  return (news) => {
    if (news.collapsed && !warned) output.say(failureSentence(new Failure('engine_collapsed')));
    warned = news.collapsed;
    if (!news.measured && news.seconds - told < LINE_EVERY) return;
    told = news.seconds;
    const { step, epoch, seconds, ...figures } = news;
    output.answer({ step, epoch, seconds, ...figures });
  };
}

/** How well the finished model knows its songs. */
function finalScores(run: Run, model: LearnedModel) {
  const { training, heldOut, folding, columns } = run.data;
  return run.withWeights(model.weights, async (network) => {
    const scores = async (segments: typeof training) => {
      const bound = await boundOf(network, segments, folding, model.seed);
      const notes = await noteScores(network, segments, folding, columns, model.thresholds);
      return bound === null || notes === null ? null : { ...bound, ...notes };
    };
    return { training: await scores(training), heldOut: await scores(heldOut) };
  });
}

/** The length of a run as `--epochs` and `--full` give it; the course of the rate is stretched with it. */
function lengthOf(
  preset: string,
  flags: ReadonlySet<string>,
  options: ReadonlyMap<string, readonly string[]>,
): Readonly<Record<string, string>> {
  const asked = optional(options, 'epochs');
  if (asked !== undefined && flags.has('full'))
    throw new UsageError('Give --epochs or --full, not both.');
  if (asked === undefined && !flags.has('full')) return {};
  const epochs = asked === undefined ? fullEpochs(preset) : wholeOf('epochs', asked, 1, 1_000_000);
  return { epochs: String(epochs), seconds: '0' };
}

async function details(): Promise<readonly string[]> {
  const names = Object.keys(PRESETS);
  const keys = Object.keys(SETTING_RULES).filter(isSettingKey);
  return [
    `presets: ${names.join(', ')}`,
    `--set keys, their meaning, their values, and the default of ${names.join(' | ')}:`,
    ...keys.map((key) => {
      const { meaning, values } = SETTING_RULES[key];
      const allowed =
        values.kind === 'choice'
          ? values.choices.join('/')
          : values.kind === 'switch'
            ? 'on/off'
            : `${values.low} to ${values.high}`;
      const defaults = names.map((name) => settingText(presetNamed(name)[key])).join(' | ');
      return `  ${key}: ${meaning} (${allowed}) ${defaults}`;
    }),
  ];
}

async function run(args: readonly string[], output: Output) {
  const { places, flags, options } = sortWords(args, ['full'], OPTIONS);
  if (places.length === 0) throw new UsageError('Name songs or folders to learn.');
  const resumed = optional(options, 'resume');
  const from = resumed === undefined ? null : await readModelFile(resumed);
  const preset = optional(options, 'preset') ?? from?.preset ?? required(options, 'preset');
  const out = required(options, 'out');
  if (!Object.hasOwn(PRESETS, preset))
    throw new UsageError(
      `There is no preset ${preset}; there are ${Object.keys(PRESETS).join(', ')}.`,
    );
  const set = settingsIn(options.get('set') ?? []);
  for (const key of Object.keys(set))
    if (!isSettingKey(key)) throw new UsageError(`There is no setting ${key}; see cli help.`);
  // A model that is learned on goes on as it began, unless the call says otherwise.
  const begun = Object.entries(from?.preset === preset ? from.setting : {});
  const setting = changed(presetNamed(preset), {
    ...Object.fromEntries(begun.filter(([key]) => isSettingKey(key))),
    ...set,
    ...lengthOf(preset, flags, options),
  });
  const seed = wholeOf('seed', optional(options, 'seed') ?? String(from?.seed ?? 1), 0, 2 ** 31);
  const wished = { steps: optional(options, 'steps'), seconds: optional(options, 'seconds') };
  const steps = wished.steps === undefined ? 0 : wholeOf('steps', wished.steps, 1, 1e9);
  const seconds = wished.seconds === undefined ? 0 : numberOf('seconds', wished.seconds, 0.01, 1e7);
  const backend = await chosenBackend(backendOf(optional(options, 'backend')));
  const { songs, refused } = await readSongs(places, output);
  await tryToWrite(out);
  const maker = networkMaker(backend);
  const base = { songs, preset, setting, seed, from, maker };
  const learned = await Run.prepare({ ...base, clock, breathe });
  const { data, baselines, trainer } = learned;
  output.say(
    `Learning ${data.songs.length} songs: ${data.training.length} segments of ${data.columns.length} columns, ${data.heldOut.length} held out, on ${backend}.`,
  );
  if (trainer.batchSize < setting.batch)
    output.say(
      `The set is smaller than a batch of ${setting.batch}: batches hold ${trainer.batchSize}.`,
    );
  // Ctrl-C ends the run and keeps what was learned; a second one ends the program.
  const stop = () => trainer.stop();
  process.once('SIGINT', stop);
  const free = { steps: 0, seconds: setting.seconds };
  const limit =
    steps > 0 || seconds > 0 ? { steps, seconds } : (from?.resumption?.unfinished?.limit ?? free);
  // What is killed goes on from its own file (`--resume`).
  const keeping = setting.optimiser && setting.weights === 'float32';
  let kept = Promise.resolve();
  const checkpoint = (model: LearnedModel): void => {
    const bytes = writeModel(model, 'float32');
    kept = kept.then(() => writeWhole(out, bytes));
    // The next waits for it and fails as it does.
    kept.catch(() => null);
  };
  let broken: Failure | null = null;
  let ending: Ending = 'stopped';
  try {
    ending = await learned.go(limit, { news: lines(output), ...(keeping && { checkpoint }) });
    await kept;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    broken = error;
  } finally {
    process.off('SIGINT', stop);
  }
  // A model in half precision is for playing: the state for learning on would be thrice as large as itself.
  const resumable = keeping && broken === null;
  const model = await learned.model(resumable);
  await writeWhole(out, writeModel(model, setting.weights));
  const { stepsPerSecond, backend: used } = learned;
  const scores = await finalScores(learned, model);
  learned.dispose();
  if (broken !== null) {
    output.say(`${failureSentence(broken)} The last good weights are in ${out}.`);
    return EXIT.failed;
  }
  output.answer({
    done: true,
    ending,
    step: trainer.step,
    epoch: trainer.epoch,
    seconds: trainer.seconds,
    ...scores.training,
    heldOut: scores.heldOut,
    baselines,
    backend: used,
    stepsPerSecond,
    songs: data.songs.length,
    segments: data.training.length,
    columns: data.columns.length,
    out,
  });
  return refused > 0 ? EXIT.refused : EXIT.fine;
}

/** Learns songs. */
export const learn: Command = {
  name: 'learn',
  usage:
    'PATH... --preset NAME [--set key=value]... [--seed N] [--steps N or --seconds S or --epochs N or --full] [--backend tensorflow or wasm or cpu] [--resume MODEL] --out MODEL',
  does: 'Learns songs and writes a model file; a line every few steps with the bound in nats per step.',
  details,
  run,
};
