/** A script that learns, measures and plays by the command line gets every key that the table of calls promises, and a code that tells how it went. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readModel } from '#main/engine/model-file.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { run } from './run.ts';
import { DEMO_MODEL, notesIn, one, shares, SMALL, two, written } from './songs.ts';

const folder = mkdtempSync(join(tmpdir(), 'melodrift-'));
const model = join(folder, 'model.safetensors');
const at = (name: string) => join(folder, name);

const bound = { bound: z.number(), reconstruction: z.number(), kl: z.number() };
const scores = z.object({ ...bound, noteF1: z.number(), frameF1: z.number() });
const baselines = z.object({
  coinFlip: z.number(),
  marginal: z.number(),
  copyPrevious: z.number(),
  markov: z.number(),
});
const progress = z.object({
  step: z.int(),
  epoch: z.number(),
  seconds: z.number(),
  ...bound,
  heldOut: z.object(bound).nullable(),
});
const learned = z.object({
  done: z.literal(true),
  step: z.int(),
  ...bound,
  heldOut: scores.nullable(),
  baselines,
  backend: z.enum(['tensorflow', 'wasm', 'cpu']),
  stepsPerSecond: z.number().positive(),
});

let first: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  first = await run('learn', one, two, ...SMALL, '--steps', '40', '--seed', '7', '--out', model);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('learn', () => {
  test('tells the curve line by line and sums up at the end', () => {
    expect(first.code).toBe(0);
    const lines = first.lines.slice(0, -1).map((line) => progress.parse(line));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line.bound).toBeCloseTo(-(line.reconstruction + line.kl), 6);
    const last = learned.parse(first.lines.at(-1));
    expect(last.step).toBe(40);
    expect(first.sentences[0]).toContain('Learning 2 songs');
  });

  test('goes on from a model with its preset, settings and seed, so that nothing has to be said twice', async () => {
    const out = at('resumed.safetensors');
    const { code, lines } = await run(
      'learn',
      one,
      two,
      '--steps',
      '3',
      '--resume',
      model,
      '--out',
      out,
    );
    expect(code).toBe(0);
    expect(learned.parse(lines.at(-1)).step).toBe(43);
    const [before, after] = [model, out].map((file) => readModel(readFileSync(file)));
    expect(after?.seed).toBe(7);
    expect(after?.setting).toEqual(before?.setting);
  });

  test.each(['wasm', 'cpu'])('on %s starts from the very same bound', async (backend) => {
    const out = at(`${backend}.safetensors`);
    const words = ['--steps', '1', '--seed', '7', '--backend', backend, '--out', out];
    const { code, lines } = await run('learn', one, two, ...SMALL, ...words);
    expect(code).toBe(0);
    expect(learned.parse(lines.at(-1)).backend).toBe(backend);
    expect(progress.parse(lines[0]).bound).toBeCloseTo(progress.parse(first.lines[0]).bound, 3);
  });

  test('finds out before it learns that the result could not be written', async () => {
    writeFileSync(at('a-file'), '');
    const out = join(at('a-file'), 'model.safetensors');
    const { code, lines, sentences } = await run(
      'learn',
      one,
      ...SMALL,
      '--steps',
      '9',
      '--out',
      out,
    );
    expect(code).toBe(3);
    expect(lines).toEqual([]);
    expect(sentences.at(-1)).toContain('could not be written');
  });

  test('a bad file beside a good one is named, and the good one is learned', async () => {
    const out = at('beside.safetensors');
    const { code, lines, sentences } = await run(
      'learn',
      at('gone.mid'),
      one,
      ...SMALL,
      '--steps',
      '1',
      '--out',
      out,
    );
    expect(code).toBe(2);
    expect(sentences[0]).toContain('gone.mid');
    expect(lines.at(-1)).toMatchObject({ done: true, songs: 1 });
  });
});

test('measure tells training, held-out, baselines, and what the latent space and the pad are like', async () => {
  const { code, lines } = await run('measure', model, '--songs', one, two);
  expect(code).toBe(0);
  const line = z
    .object({
      training: scores.extend({ parts: z.record(z.string(), z.number().min(0)) }),
      heldOut: scores,
      baselines,
      oracle: z.number().max(1),
      novelty: z.number().max(1),
      noveltyLeast: z.number().min(0),
      activeUnits: z.int(),
      songPurity: z.number(),
      padChange: z.number(),
      padSilence: z.number(),
    })
    .parse(lines[0]);
  const { coinFlip, marginal, markov } = line.baselines;
  expect(Object.keys(line.training.parts)).toContain('melody');
  for (const part of Object.values(line.training.parts)) expect(part).toBeLessThanOrEqual(1);
  expect(line.oracle).toBeGreaterThan(0);
  expect(line.novelty).toBeGreaterThanOrEqual(line.noveltyLeast);
  expect(coinFlip).toBeGreaterThan(marginal);
  expect(marginal).toBeGreaterThan(markov);
});

describe('encode and decode', () => {
  const segment = z.object({
    song: z.literal('d_e2m5'),
    start: z.int(),
    bar: z.int(),
    mean: z.array(z.number()),
    deviation: z.array(z.number().positive()),
    x: z.number().min(-1).max(1),
    y: z.number().min(-1).max(1),
  });

  test('a line a segment, with as many numbers as the latent has', async () => {
    const { code, lines } = await run('encode', model, one);
    expect(code).toBe(0);
    const segments = lines.map((line) => segment.parse(line));
    expect(segments.length).toBeGreaterThan(10);
    for (const { mean, deviation } of segments)
      expect([mean.length, deviation.length]).toEqual([4, 4]);
  });

  test('a segment’s own spot and its own latent give that segment back: else the map lies', async () => {
    const { lines } = await run('encode', DEMO_MODEL, one);
    const original = notesIn(one);
    let hits = 0;
    let all = 0;
    for (const line of lines.slice(4, 40).filter((_, index) => index % 9 === 0)) {
      const { start, mean, x, y } = segment.parse(line);
      for (const where of [
        ['--at', `${x},${y}`],
        ['--latent', mean.join()],
      ]) {
        const out = at('spot.mid');
        expect((await run('decode', DEMO_MODEL, ...where, '--out', out)).code).toBe(0);
        const ticks = readMidi(new Uint8Array(readFileSync(one)), one);
        if (isProblem(ticks)) throw new Error(ticks.code);
        const step = ticks.division / 4;
        // Sixteenth and pitch; drums are told apart from pitches by their channel in the file.
        const wanted = new Set(
          original
            .filter((note) => note.channel !== 9)
            .map((note) => `${Math.round((note.start - start) / step)} ${note.pitch}`)
            .filter((name) => Number(name.split(' ')[0]) >= 0 && Number(name.split(' ')[0]) < 32),
        );
        const found = new Set(
          notesIn(out)
            .filter((note) => note.channel !== 9)
            .map((note) => `${Math.round(note.start / 120)} ${note.pitch}`),
        );
        hits += 2 * [...found].filter((name) => wanted.has(name)).length;
        all += found.size + wanted.size;
      }
    }
    expect(all).toBeGreaterThan(100);
    expect(hits / all).toBeGreaterThanOrEqual(0.9);
  }, 60_000);

  test('decode writes the notes that it tells, also into a folder that is not there yet', async () => {
    const out = at('new/folder/phrase.mid');
    const { code, lines } = await run('decode', model, '--latent', '0.1,-0.2,0.3,0', '--out', out);
    expect(code).toBe(0);
    const line = written.extend({ latent: z.array(z.number()), songs: shares }).parse(lines[0]);
    expect(notesIn(out)).toHaveLength(line.notes);
    expect(line.latent).toEqual([0.1, -0.2, 0.3, 0]);
  });
});
