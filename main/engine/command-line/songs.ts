/** Songs and models as the calls of the command line name them: by files, by song names and bars. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { isProblem } from '#main/music/problem.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { openInstrument } from '../answering.ts';
import type { Instrument, Place } from '../answering/instrument.ts';
import type { LearnedModel } from '../learned-model.ts';
import { readModel } from '../model-file.ts';
import type { BackendName } from '../network.ts';
import { chosenBackend } from '../training/maker.ts';
import { UsageError, type Output } from './command.ts';
import { judge } from './files.ts';
import { problemSentence } from './sentences.ts';

/** A song's name: its file's without folder and ending. */
export function songName(file: string): string {
  return basename(file, extname(file));
}

/** What the files at `paths` hold: songs, and how many files were refused (each with its sentence on standard error). */
export async function readSongs(
  paths: readonly string[],
  output: Output,
): Promise<{ readonly songs: readonly SongInput[]; readonly refused: number }> {
  const songs = new Map<string, SongInput>();
  let refused = 0;
  for await (const { file, result, stray } of judge(paths)) {
    if (isProblem(result)) {
      if (stray) continue;
      refused += 1;
      output.say(`${file}: ${problemSentence(result.code)}`);
      continue;
    }
    const bytes = new Uint8Array(await readFile(file));
    const hash = createHash('sha256').update(bytes).digest('hex');
    // The same bytes twice are one song.
    if (!songs.has(hash)) songs.set(hash, { hash, name: songName(file), bytes });
  }
  return { songs: [...songs.values()], refused };
}

/** The model in a file. @throws Failure `engine_file_unreadable`, and those of `readModel` */
export async function readModelFile(path: string): Promise<LearnedModel> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Failure('engine_file_unreadable', `${path} (${why})`);
  }
  return readModel(new Uint8Array(bytes));
}

/** The model in a file, ready to play. */
export async function openModelFile(path: string, wanted: BackendName | null): Promise<Instrument> {
  return openInstrument(await readModelFile(path), await chosenBackend(wanted));
}

/** Whether a song of the model has this name. */
function knows(model: LearnedModel, name: string): boolean {
  return model.songs.some((song) => song.name.toLowerCase() === name.toLowerCase());
}

/** The songs of `--songs`: one name, or several with commas between (a name may hold a comma itself). */
export function songsNamed(model: LearnedModel, text: string): readonly string[] {
  if (knows(model, text)) return [songNamed(model, text)];
  return text.split(',').map((name) => songNamed(model, name));
}

/** Places and their weights as `--weights SONG=w,…` gives them. @throws UsageError */
export function weightsNamed(
  instrument: Instrument,
  text: string,
): readonly (Place & { readonly weight: number })[] {
  const pairs = [...text.matchAll(/(?<song>.+?)=(?<weight>[^,=]*)(?:,|$)/gsu)];
  if (pairs.map(([pair]) => pair).join('') !== text || pairs.length === 0)
    throw new UsageError(`--weights takes SONG=weight with commas between, not ${text}.`);
  return pairs.map(({ groups }) => ({
    ...placeNamed(instrument, groups?.['song'] ?? ''),
    weight: numberOf('weights', groups?.['weight'] ?? '', 0, 1e6),
  }));
}

/** Shares by the songs' names, to six places; songs of one name count together. */
export function sharesByName(
  model: LearnedModel,
  shares: readonly { readonly song: string; readonly share: number }[],
): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { song, share } of shares) {
    const name = model.songs.find(({ hash }) => hash === song)?.name ?? song;
    sums.set(name, (sums.get(name) ?? 0) + share);
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, Math.round(sum * 1e6) / 1e6]));
}

/** The song that a person means: its name, whole or without ending, in whatever case, or the beginning of its hash. */
export function songNamed(model: LearnedModel, wanted: string): string {
  const plain = (name: string) => songName(name).toLowerCase();
  const byName = model.songs.find(
    ({ name }) => plain(name) === plain(wanted) || name.toLowerCase() === wanted.toLowerCase(),
  );
  const found =
    byName ?? model.songs.find(({ hash }) => wanted.length >= 8 && hash.startsWith(wanted));
  if (found === undefined) throw new Failure('engine_song_unknown', wanted);
  return found.hash;
}

/** `SONG`, which is its typical bar, `SONG:bar`, or `SONG:all`, the mean of its bars. */
export function placeNamed(instrument: Instrument, text: string): Place {
  const { model } = instrument;
  const match = /^(.*):(\d+|all)$/su.exec(text);
  // A song may itself be called `etude:3`.
  if (match === null || knows(model, text)) {
    const song = songNamed(model, text);
    const bar = instrument.typicalBar(instrument.songIndex(song));
    return bar === null ? { song } : { song, bar };
  }
  const song = songNamed(model, match[1] ?? '');
  return match[2] === 'all' ? { song } : { song, bar: Number(match[2]) };
}

/** A number of an option. @throws UsageError where it is none, or not within the limits */
export function numberOf(name: string, text: string, low: number, high: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= low && value <= high) return value;
  throw new UsageError(`--${name} takes a number from ${low} to ${high}, not ${text}.`);
}

/** A whole number of an option. */
export function wholeOf(name: string, text: string, low: number, high: number): number {
  const value = numberOf(name, text, low, high);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`--${name} takes a whole number, not ${text}.`);
}

/** The backend that `--backend` names, or null. */
export function backendOf(text: string | undefined): BackendName | null {
  if (text === undefined) return null;
  if (text === 'tensorflow' || text === 'wasm' || text === 'cpu') return text;
  throw new UsageError(`--backend takes tensorflow, wasm or cpu, not ${text}.`);
}

/** The value of an option that may be given once. */
export function optional(
  options: ReadonlyMap<string, readonly string[]>,
  name: string,
): string | undefined {
  return options.get(name)?.at(-1);
}

/** The value of an option that must be given. */
export function required(options: ReadonlyMap<string, readonly string[]>, name: string): string {
  const value = optional(options, name);
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

/** How probabilities become notes, by the options `--temperature`, `--density` and `--seed`. */
export function shapeOf(options: ReadonlyMap<string, readonly string[]>) {
  return {
    temperature: numberOf('temperature', optional(options, 'temperature') ?? '0', 0, 2),
    density: numberOf('density', optional(options, 'density') ?? '0.5', 0, 1),
    seed: wholeOf('seed', optional(options, 'seed') ?? '1', 0, 2 ** 31),
  };
}
