/** A learned model as the bytes of a safetensors file, and back, strictly: a file from anywhere can be opened without risk. */
import type { z } from 'zod';
import { Failure } from '#main/protocol/failure.ts';
import {
  readingSafetensors,
  readSafetensors,
  writeSafetensors,
  type Safetensors,
  type Tensor,
} from './files/safetensors.ts';
import * as schema from './files/model-schema.ts';
import type { LearnedModel, MappedSegment, Resumption } from './learned-model.ts';
import type { Weights } from './network.ts';

const FORMAT = 'melodrift-model';
const VERSION = '1';
const WEIGHT = 'weight.';
const LATEST = 'latest.';
const OPTIMISER = 'optimiser.';

function tensors(weights: Weights, prefix: string, type: 'F32' | 'F16'): [string, Tensor][] {
  return [...weights].map(([name, { shape, values }]) => [prefix + name, { type, shape, values }]);
}

function segmentTensors(segments: readonly MappedSegment[], latent: number): [string, Tensor][] {
  const n = segments.length;
  const mean = new Float32Array(n * latent);
  segments.forEach((segment, index) => mean.set(segment.mean, index * latent));
  const whole = (pick: (segment: MappedSegment) => number): Tensor => ({
    type: 'I32',
    shape: [n],
    values: Int32Array.from(segments, pick),
  });
  return [
    ['segments.mean', { type: 'F32', shape: [n, latent], values: mean }],
    [
      'segments.position',
      {
        type: 'F32',
        shape: [n, 2],
        values: Float32Array.from(segments.flatMap((segment) => [segment.x, segment.y])),
      },
    ],
    ['segments.song', whole((segment) => segment.song)],
    ['segments.tick', whole((segment) => segment.tick)],
    ['segments.bar', whole((segment) => segment.bar)],
    [
      'segments.heldOut',
      { type: 'U8', shape: [n], values: Uint8Array.from(segments, (s) => (s.heldOut ? 1 : 0)) },
    ],
  ];
}

/**
 * The bytes of a model's file. Texts (JSON) stand in the table of texts: architecture, representation, columns, about,
 * thresholds, songs, accents, log; `unfinished` where a run was kept before its end. Weights are `weight.*`; with `float16` they take half the space. The state for
 * learning on (`latest.*`, `optimiser.*`) is always float32, because half of it would not be the same curve.
 */
export function writeModel(
  model: LearnedModel,
  numbers: 'float32' | 'float16',
): Uint8Array<ArrayBuffer> {
  const { fold, preset, setting, seed, step, resumption } = model;
  const texts: Readonly<Record<string, unknown>> = {
    architecture: model.architecture,
    representation: model.representation,
    columns: model.columns,
    about: { fold, preset, setting, seed, step },
    thresholds: model.thresholds,
    songs: model.songs,
    accents: model.accents,
    log: model.log,
    ...(resumption?.unfinished ? { unfinished: resumption.unfinished } : {}),
  };
  return writeSafetensors({
    metadata: new Map([
      ['format', FORMAT],
      ['version', VERSION],
      ...Object.entries(texts).map(([name, value]) => [name, JSON.stringify(value)] as const),
    ]),
    tensors: new Map([
      ...tensors(model.weights, WEIGHT, numbers === 'float16' ? 'F16' : 'F32'),
      ...segmentTensors(model.segments, model.architecture.latent),
      ...(resumption === null
        ? []
        : [
            ...tensors(resumption.latest, LATEST, 'F32'),
            ...tensors(resumption.optimiser, OPTIMISER, 'F32'),
          ]),
    ]),
  });
}

function refuse(what: string): never {
  throw new Failure('engine_model_broken', what);
}

function text<T extends z.ZodType>(file: Safetensors, name: string, type: T): z.output<T> {
  let value: unknown;
  try {
    value = JSON.parse(file.metadata.get(name) ?? '');
  } catch {
    return refuse(`metadata ${name}`);
  }
  const checked = type.safeParse(value);
  return checked.success ? checked.data : refuse(`metadata ${name}`);
}

function weightsOf(file: Safetensors, prefix: string): Weights {
  const found = [...file.tensors].flatMap(([name, { shape, values }]) => {
    if (!name.startsWith(prefix)) return [];
    if (!(values instanceof Float32Array)) return refuse(`${name}: number format`);
    return [[name.slice(prefix.length), { shape, values }] as const];
  });
  return new Map(found);
}

function column(file: Safetensors, name: string, shape: readonly number[]): Tensor['values'] {
  const tensor = file.tensors.get(`segments.${name}`);
  if (tensor === undefined || tensor.shape.join() !== shape.join()) return refuse(name);
  return tensor.values;
}

function segmentsOf(file: Safetensors, latent: number, songs: number): MappedSegment[] {
  const n = file.tensors.get('segments.song')?.shape[0] ?? 0;
  const mean = column(file, 'mean', [n, latent]);
  const position = column(file, 'position', [n, 2]);
  const [song, tick, bar, heldOut] = ['song', 'tick', 'bar', 'heldOut'].map((name) =>
    column(file, name, [n]),
  );
  return Array.from({ length: n }, (_, index) => {
    const segment = {
      song: song?.[index] ?? 0,
      tick: tick?.[index] ?? 0,
      bar: bar?.[index] ?? 1,
      heldOut: heldOut?.[index] === 1,
      mean: Float32Array.from(mean.subarray(index * latent, (index + 1) * latent)),
      x: position[2 * index] ?? 0,
      y: position[2 * index + 1] ?? 0,
    };
    if (segment.song < 0 || segment.song >= songs) refuse('segments: no such song');
    if (segment.tick < 0 || segment.bar < 0) refuse('segments: before the beginning');
    if (Math.abs(segment.x) > 1 || Math.abs(segment.y) > 1) refuse('segments: off the map');
    return segment;
  });
}

function checkSizes(model: LearnedModel): void {
  const { architecture, columns, representation, fold } = model;
  if (architecture.inputs !== columns.length * fold) refuse('inputs against columns');
  if (architecture.steps * fold !== representation.steps) refuse('steps against representation');
  if (model.weights.size === 0) refuse('no weights');
}

/**
 * Reads a model file. Names and shapes of the weights are checked against the architecture where they enter a network.
 * @throws Failure `engine_model_broken` (detail: the first fault), `engine_model_other` (not a model of Melodrift), `engine_model_newer`
 */
export const readModel = (bytes: Uint8Array): LearnedModel => modelIn(readSafetensors(bytes));

/** {@link readModel} in turns with whoever plays meanwhile: `breathe` is awaited after each tensor. */
export async function readModelInTurns(
  bytes: Uint8Array,
  breathe: () => Promise<void>,
): Promise<LearnedModel> {
  const reading = readingSafetensors(bytes);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return modelIn(value);
    await breathe();
  }
}

function modelIn(file: Safetensors): LearnedModel {
  if (file.metadata.get('format') !== FORMAT) throw new Failure('engine_model_other');
  const version = file.metadata.get('version') ?? '';
  if (version !== VERSION) throw new Failure('engine_model_newer', version.slice(0, 20));
  const architecture = text(file, 'architecture', schema.architecture);
  const about = text(file, 'about', schema.about);
  const songs = text(file, 'songs', schema.songs);
  const optimiser = weightsOf(file, OPTIMISER);
  const unfinished = file.metadata.has('unfinished')
    ? text(file, 'unfinished', schema.unfinished)
    : null;
  const resumption: Resumption | null =
    optimiser.size > 0 ? { latest: weightsOf(file, LATEST), optimiser, unfinished } : null;
  const model: LearnedModel = {
    ...about,
    architecture,
    songs: songs.map((song) => ({ ...song, parts: present(song.parts) })),
    representation: text(file, 'representation', schema.representation),
    columns: text(file, 'columns', schema.columns),
    weights: weightsOf(file, WEIGHT),
    thresholds: text(file, 'thresholds', schema.thresholds),
    accents: text(file, 'accents', schema.accents),
    log: text(file, 'log', schema.log),
    segments: segmentsOf(file, architecture.latent, songs.length),
    resumption,
  };
  checkSizes(model);
  return model;
}

/** The entries of a partial record that are there: `undefined` is not a value a model holds. */
function present<K extends string, V>(entries: Partial<Record<K, V | undefined>>) {
  const kept: Partial<Record<K, V>> = {};
  for (const key in entries) {
    const value = entries[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}
