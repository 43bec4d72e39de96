/** `cli decode`: the phrase at a place of the pad, or of a latent, as a MIDI file. */
import { pieceOfPhrase } from '#main/music/arrangement.ts';
import type { Phrase } from '#main/music/phrase.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import type { Idea } from '../answering/instrument.ts';
import { writeWhole } from '../files/atomic.ts';
import { EXIT, sortWords, UsageError, type Command, type Output } from './command.ts';
import {
  backendOf,
  openModelFile,
  optional,
  required,
  shapeOf,
  sharesByName,
  songName,
} from './songs.ts';

/** Options by which every call that makes notes says how. */
export const SHAPE_OPTIONS = ['temperature', 'density', 'seed', 'backend'];

/** Writes a phrase as a standard MIDI file; answers what a line says of it. */
export async function writePhrase(out: string, phrase: Phrase) {
  await writeWhole(out, writeMidi(pieceOfPhrase(phrase, songName(out))));
  const quarters = phrase.length / 480;
  return { file: out, notes: phrase.notes.length, seconds: (quarters * 60) / phrase.bpm };
}

/** Beyond this a number says nothing to a network, and half way to the largest float it is infinite. */
const FARTHEST = 1e6;

function numbers(name: string, text: string): number[] {
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (values.every((value) => Math.abs(value) <= FARTHEST)) return values;
  throw new UsageError(
    `--${name} takes numbers (at most ${FARTHEST}) with commas between, not ${text}.`,
  );
}

async function run(args: readonly string[], output: Output) {
  const { places, options } = sortWords(args, [], ['at', 'latent', 'out', ...SHAPE_OPTIONS]);
  const [path] = places;
  const at = optional(options, 'at');
  const latent = optional(options, 'latent');
  if (path === undefined || places.length > 1) throw new UsageError('Name one model.');
  if ((at === undefined) === (latent === undefined))
    throw new UsageError('Say where: either --at x,y or --latent a,b,….');
  const out = required(options, 'out');
  const shape = shapeOf(options);
  const place = numbers('at', at ?? '0,0');
  const [x = 0, y = 0] = place;
  if (place.length !== 2) throw new UsageError('--at takes two numbers: x,y.');
  const given = latent === undefined ? null : numbers('latent', latent);
  const instrument = await openModelFile(path, backendOf(optional(options, 'backend')));
  const size = instrument.model.architecture.latent;
  if (given !== null && given.length !== size)
    throw new UsageError(`--latent takes ${size} numbers for this model, not ${given.length}.`);
  const idea: Idea =
    given === null
      ? instrument.at(x, y)
      : { latent: given, songs: [], expected: null, parents: [], knowledge: 0 };
  const [answer] = await instrument.answers([idea], shape);
  if (answer === undefined) throw new Error('an idea has an answer');
  output.answer({
    ...(await writePhrase(out, answer.phrase)),
    latent: idea.latent,
    knowledge: answer.knowledge,
    songs: sharesByName(instrument.model, answer.shares),
    phrase: answer.phrase.notes,
  });
  instrument.network.dispose();
  return EXIT.fine;
}

/** Decodes a place. */
export const decode: Command = {
  name: 'decode',
  usage:
    'MODEL --at x,y or --latent a,b,… --out FILE.mid [--temperature T] [--density D] [--seed N]',
  does: 'Writes the phrase at a place of the pad (-1 to 1) or of a latent as a MIDI file.',
  run,
};
