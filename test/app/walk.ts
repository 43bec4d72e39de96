/** The steps of a person through the app, by what she sees; both doors are walked by the same ones. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer-core';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const DEMO_MODEL = path.join(ROOT, 'resources/demo/model.safetensors');
export const ARTIFACTS = path.join(ROOT, 'artifacts');

/** A note as the window tells it, and as `cli decode` does. */
export interface Heard {
  readonly part: string;
  readonly pitch: number;
  readonly start: number;
  readonly end: number;
}

const at = (id: string): string => `[data-testid="${id}"]`;

/** Waits until `ask` answers true in the page. */
const until = (page: Page, ask: string, seconds = 30): Promise<unknown> =>
  page.waitForFunction(ask, { timeout: seconds * 1000, polling: 100 });

/** The demo is open: eight songs, and a model that answers. */
export async function demoIsOpen(page: Page): Promise<void> {
  await until(page, `document.querySelectorAll('${at('song-row')}').length >= 8`, 60);
  await until(page, "document.querySelector('.pad input[type=number]') !== null", 60);
}

export async function press(page: Page, id: string): Promise<void> {
  await page.waitForSelector(at(id));
  await page.click(at(id));
}

/** The notes of the phrase that sounds, sorted. */
export async function sounding(page: Page): Promise<readonly Heard[]> {
  const notes: Heard[] = await page.$$eval(`${at('sounding-notes')} li`, (items) =>
    items.map(({ dataset }) => ({
      part: dataset['part'] ?? '',
      pitch: Number(dataset['pitch']),
      start: Number(dataset['start']),
      end: Number(dataset['end']),
    })),
  );
  return sorted(notes);
}

export const sorted = (notes: readonly Heard[]): readonly Heard[] =>
  notes
    .map(({ part, pitch, start, end }) => ({ part, pitch, start, end }))
    .sort((a, b) => a.start - b.start || a.pitch - b.pitch || a.part.localeCompare(b.part));

/** Drags over the map, from the middle along a slanted line. */
export async function drag(page: Page): Promise<void> {
  const box = await (await page.waitForSelector('.pad .hand'))?.boundingBox();
  if (box === null || box === undefined) throw new Error('there is no map');
  const place = (x: number, y: number): readonly [number, number] => [
    box.x + box.width * x,
    box.y + box.height * y,
  ];
  await page.mouse.move(...place(0.4, 0.6));
  await page.mouse.down();
  await page.mouse.move(...place(0.6, 0.35), { steps: 12 });
  await page.mouse.up();
}

/** Puts the map's cursor at a place by the two number fields. */
export async function place(page: Page, x: number, y: number): Promise<void> {
  // While there is no engine the map says why instead of showing its fields.
  await page.waitForSelector('.pad input[type=number]');
  for (const [index, value] of [x, y].entries()) {
    await page.$$eval(
      '.pad input[type=number]',
      (fields, which, text) => {
        const field = fields[which];
        if (field === undefined) throw new Error('there is no field');
        field.value = text;
        field.dispatchEvent(new Event('change', { bubbles: true }));
      },
      index,
      String(value),
    );
  }
}

/** What the command line says at the same place of a model file. */
export async function decoded(
  model: string,
  x: number,
  y: number,
  out: string,
): Promise<readonly Heard[]> {
  const cli = path.join(ROOT, 'main/engine/command-line.ts');
  const words = ['decode', model, '--at', `${String(x)},${String(y)}`, '--out', out];
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...words], {
    maxBuffer: 2 ** 26,
  });
  const { phrase }: { phrase: readonly Heard[] } = JSON.parse(stdout);
  return sorted(phrase);
}

export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`) });
}
