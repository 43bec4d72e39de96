/** An experiment of the paper must come out whole, and one that was interrupted must go on instead of beginning anew. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import type { CurvePoint } from '#main/engine/paper/curve.ts';
import { drawn, learned } from '#main/engine/paper/experiment.ts';
import { variety } from '#main/engine/paper/journeys.ts';
import { rollsPicture } from '#main/engine/paper/pictures.ts';
import { axis, picture, words } from '#main/engine/paper/svg.ts';
import { chosenBackend } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { changed } from '#main/engine/training/setting.ts';
import { demoSongs } from '../demo.ts';

const folder = mkdtempSync(join(tmpdir(), 'melodrift-paper-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A small experiment of `epochs` epochs; answers the epochs that it told of. */
async function experiment(which: 'a' | 'b', epochs: number): Promise<readonly number[]> {
  const preset = `paper-${which}`;
  const small = { hidden: '16', batch: '20', start: 'orthogonal', bias: 'log-odds' };
  const setting = changed(presetNamed(preset), { ...small, epochs: String(epochs) });
  const told: number[] = [];
  const backend = await chosenBackend(null);
  const songs = demoSongs(2);
  const wish = {
    preset,
    setting,
    songs,
    folder: join(folder, which),
    seed: 2,
    backend,
    skipped: 1,
  };
  const model = await learned(wish, {
    epoch: ({ epoch }: CurvePoint) => told.push(epoch),
    stoppable: () => undefined,
  });
  await drawn(wish, model);
  return told;
}

test('the folder of an experiment holds every figure that the paper shows', async () => {
  expect(await experiment('a', 3)).toEqual([1, 2, 3]);
  const files = readdirSync(join(folder, 'a'));
  expect(files).toEqual(
    expect.arrayContaining(['model.safetensors', 'curve.json', 'curve.svg', 'map.svg', 'map.json']),
  );
  const text = readFileSync(join(folder, 'a', 'figures.json'), 'utf8');
  const figures: unknown = JSON.parse(text);
  expect(figures).toMatchObject({ preset: 'paper-a', songs: 2, baselines: {}, training: {} });
  for (const name of files.filter((file) => file.endsWith('.svg')))
    expect(readFileSync(join(folder, 'a', name), 'utf8'), name).not.toMatch(
      /NaN|Infinity|undefined/u,
    );
  const played = files.filter((file) => file.endsWith('.mid'));
  expect(played).toEqual(
    expect.arrayContaining([
      'interpolation-1.mid',
      'generated-encoded.mid',
      'generated-random-1.mid',
    ]),
  );
  for (const name of played) {
    const piece = readMidi(new Uint8Array(readFileSync(join(folder, 'a', name))), name);
    expect(isProblem(piece), name).toBe(false);
  }
}, 240_000);

test('an experiment that was left goes on: its curve has every epoch once', async () => {
  expect(await experiment('b', 1)).toEqual([1]);
  expect(await experiment('b', 2)).toEqual([2]);
  const curve: unknown = JSON.parse(readFileSync(join(folder, 'b', 'curve.json'), 'utf8'));
  expect(curve).toMatchObject([{ epoch: 1 }, { epoch: 2 }]);
  // More than two latents are seen from two sides, each of which has every segment.
  const segments = ['map', 'map-umap'].map((name) => {
    const map: { segments: unknown[] } = JSON.parse(
      readFileSync(join(folder, 'b', `${name}.json`), 'utf8'),
    );
    return map.segments.length;
  });
  expect(segments[0]).toBeGreaterThan(0);
  expect(segments[1]).toBe(segments[0]);
  expect(readFileSync(join(folder, 'b', 'map-umap.svg'), 'utf8')).not.toMatch(/NaN|undefined/u);
}, 240_000);

test('a song that is called like markup does not break the picture', () => {
  const text = picture(10, 10, [words(0, 0, '<b> & "Söng"\u0007')]);
  expect(text).toContain('&lt;b&gt; &amp; &quot;Söng&quot; </text>');
});

test('a roll in which nothing sounds says so: an empty box could be a broken picture', () => {
  const columns = [60, 62].map((pitch) => ({ part: 'all', pitch, kind: 'on' }) as const);
  const roll = (...cells: number[]) =>
    rollsPicture([{ title: '1', cells }], columns, 1, { width: 50, height: 50 }, 'way');
  expect(roll(0, 0, 0, 0)).toContain('silent');
  expect(roll(0, 1, 0, 0)).not.toContain('silent');
});

test('axes bear round numbers that lie where they say', () => {
  const found = axis(-11.3, 0, 100, 0);
  expect(found.marks).toEqual([-10, -8, -6, -4, -2, 0]);
  expect(found.at(-11.3)).toBe(100);
  expect(found.at(0)).toBe(0);
  expect(axis(0, 0.6, 0, 1).marks).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
});

test('what a generation is worth is counted: steps that differ, and silence', () => {
  const cells = Uint8Array.from([1, 0, 1, 0, 0, 0, 0, 1]);
  expect(variety(cells, 2)).toEqual({ steps: 4, distinctSteps: 3, silence: 0.25 });
});
