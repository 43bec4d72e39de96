/** A script that blends songs or walks through them gets the files, the keys and the shares that the table of calls promises. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readModel } from '#main/engine/model-file.ts';
import { mostTypical } from '#main/latent/latent.ts';
import { run } from './run.ts';
import { DEMO_MODEL, notesIn, one, shares, SMALL, two, written } from './songs.ts';

const folder = mkdtempSync(join(tmpdir(), 'melodrift-'));
const model = join(folder, 'model.safetensors');
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  await run('learn', one, two, ...SMALL, '--steps', '40', '--seed', '7', '--out', model);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('blend and medley', () => {
  const step = written.extend({ step: z.int(), songs: shares });

  test('from one song, or one bar of it, to another: a file a step, ends included', async () => {
    const words = ['--from', 'D_E2M5.mid:3', '--to', 'd_e1m3', '--steps', '3', '--out', at('way')];
    const { code, lines } = await run('blend', model, ...words);
    expect(code).toBe(0);
    const steps = lines.map((line) => step.parse(line));
    expect(steps.map(({ songs }) => songs)).toEqual([
      { d_e2m5: 1 },
      { d_e2m5: 0.5, d_e1m3: 0.5 },
      { d_e1m3: 1 },
    ]);
    for (const { file, notes } of steps) expect(notesIn(file)).toHaveLength(notes);
  });

  test('weights give one file, its songs by their shares', async () => {
    const { code, lines } = await run(
      'blend',
      model,
      '--weights',
      'd_e2m5:2=1,d_e1m3=3',
      '--out',
      at('mix'),
    );
    expect(code).toBe(0);
    expect(step.parse(lines[0]).songs).toEqual({ d_e1m3: 0.75, d_e2m5: 0.25 });
  });

  test('a song is heard by its most typical bar, unless all of it is asked for', async () => {
    const { songs, segments } = readModel(new Uint8Array(readFileSync(DEMO_MODEL)));
    const song = songs.findIndex(({ name }) => name === 'd_e2m5');
    const own = segments.filter((segment) => segment.song === song);
    const bar = own[mostTypical(own.map(({ mean }) => mean))]?.bar ?? 0;
    const blended = async (place: string) => {
      const out = at(`bar-${place.replace(':', '-')}`);
      const { lines } = await run('blend', DEMO_MODEL, '--weights', `${place}=1`, '--out', out);
      return notesIn(step.parse(lines[0]).file);
    };
    const plain = await blended('d_e2m5');
    expect(plain).toEqual(await blended(`d_e2m5:${bar}`));
    expect(plain).not.toEqual(await blended('d_e2m5:all'));
  }, 60_000);

  test('a medley keeps to the songs it was given, as long as was asked', async () => {
    const out = at('medley.mid');
    const { code, lines } = await run(
      'medley',
      model,
      '--steps',
      '100',
      '--songs',
      'd_e1m3',
      '--out',
      out,
    );
    expect(code).toBe(0);
    const line = written.extend({ silence: z.number(), songs: shares }).parse(lines[0]);
    expect(line.songs).toEqual({ d_e1m3: 1 });
    expect(notesIn(out)).toHaveLength(line.notes);
    const again = await run('medley', model, '--steps', '100', '--songs', 'd_e1m3', '--out', out);
    expect(again.lines).toEqual(lines);
  });
});

describe('continue', () => {
  test('leaves the file as it was, goes on behind its last bar, and the same seed goes on the same way', async () => {
    const out = at('more.mid');
    const words = ['--windows', '2', '--temperature', '0.8', '--seed', '3', '--out', out];
    const { code, lines } = await run('continue', model, one, ...words);
    expect(code).toBe(0);
    const line = written.extend({ from: z.number(), songs: shares }).parse(lines[0]);
    const [before, after] = [notesIn(one), notesIn(out)];
    expect(line.notes).toBeGreaterThan(0);
    expect(after.filter(({ start }) => start < line.from)).toHaveLength(before.length);
    expect(after.filter(({ start }) => start >= line.from)).toHaveLength(line.notes);
    for (const { end } of before) expect(end).toBeLessThanOrEqual(line.from);
    const again = await run('continue', model, one, ...words);
    expect(again.lines).toEqual(lines);
    const other = await run('continue', model, one, ...words, '--seed', '4');
    expect(other.lines[0]?.['phrase']).not.toEqual(lines[0]?.['phrase']);
  });

  test('says what is wrong: no file, no way on, and what is not music', async () => {
    expect((await run('continue', model, '--out', at('x.mid'))).code).toBe(1);
    expect((await run('continue', model, one)).code).toBe(1);
    const none = await run('continue', model, one, '--windows', '0', '--out', at('x.mid'));
    expect(none.code).toBe(1);
    const strange = await run('continue', model, import.meta.filename, '--out', at('x.mid'));
    expect(strange.code).toBe(2);
  });
});
