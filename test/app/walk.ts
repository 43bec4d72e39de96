/** The steps of a person through the app, by what she sees; both doors are walked by the same ones. */
import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, vi } from 'vitest';
import type { Person, Spot } from './person.ts';

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

/** A phrase that sounds, and from where on the map it comes. */
export interface Sounding {
  readonly place: Spot | null;
  readonly notes: readonly Heard[];
}

export const at = (id: string): string => `[data-testid="${id}"]`;

/** The eight songs that come with the app, as files. */
export async function eightSongs(): Promise<readonly string[]> {
  const folder = path.join(ROOT, 'resources/demo/songs');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mid'));
  expect(names).toHaveLength(8);
  return names.map((name) => path.join(folder, name));
}

/** Waits until an expression is true in the page. */
export async function until(person: Person, expression: string, seconds = 30): Promise<void> {
  const asked = (): Promise<boolean> => person.ask<boolean>(`Boolean(${expression})`);
  await vi.waitUntil(asked, { timeout: seconds * 1000, interval: 100 }).catch((error: unknown) => {
    throw new Error(`within ${String(seconds)} s it never was so that ${expression}`, {
      cause: error,
    });
  });
}

export const exists = (selector: string): string =>
  `document.querySelector(${JSON.stringify(selector)}) !== null`;

/** The words of an element, or an empty text where there is none. */
export const words = (person: Person, selector: string): Promise<string> =>
  person.ask(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`);

/** The app is open with its demo: eight songs, and a model that answers. */
export async function demoIsOpen(person: Person): Promise<void> {
  await until(person, `document.querySelectorAll('${at('song-row')}').length >= 8`, 60);
  await mapAnswers(person);
}

/** The map has a model: while it has none it says why instead of showing its fields. */
export const mapAnswers = (person: Person): Promise<void> =>
  until(person, exists('.pad input[type=number]'), 60);

export const sorted = (notes: readonly Heard[]): readonly Heard[] =>
  notes
    .map(({ part, pitch, start, end }) => ({ part, pitch, start, end }))
    .sort((a, b) => a.start - b.start || a.pitch - b.pitch || a.part.localeCompare(b.part));

/** The phrase that sounds. */
export async function sounding(person: Person): Promise<Sounding> {
  const { x, y, notes } = await person.ask<{ x?: string; y?: string; notes: readonly Heard[] }>(
    `(() => {
      const list = document.querySelector('${at('sounding-notes')}');
      const notes = [...list.querySelectorAll('li')].map(({ dataset }) => ({
        part: dataset.part,
        pitch: Number(dataset.pitch),
        start: Number(dataset.start),
        end: Number(dataset.end),
      }));
      return { ...list.dataset, notes };
    })()`,
  );
  const place = x === undefined || y === undefined ? null : { x: Number(x), y: Number(y) };
  return { place, notes: sorted(notes) };
}

/** A place within an element, from 0,0 at its upper left to 1,1. */
export async function spotIn(
  person: Person,
  selector: string,
  x: number,
  y: number,
): Promise<Spot> {
  const box = await person.ask<{ x: number; y: number; width: number; height: number }>(
    `document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().toJSON()`,
  );
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

const MAP = '.pad .hand';
export const onMap = (person: Person, x: number, y: number): Promise<Spot> =>
  spotIn(person, MAP, x, y);

/** Where the map says that the hand is, to two digits. */
async function cursor(person: Person): Promise<Spot> {
  const [x = Number.NaN, y = Number.NaN] = await person.ask<readonly number[]>(
    `[...document.querySelectorAll('.pad input[type=number]')].map(({ value }) => Number(value))`,
  );
  return { x, y };
}

/** Drags over the map from one place to another, and waits until the phrase of the last place sounds. */
export async function drag(
  person: Person,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<Sounding> {
  const before = await sounding(person);
  await person.hold(await onMap(person, ...from));
  const first = await cursor(person);
  for (const share of [0.25, 0.5, 0.75, 1]) {
    const between = (index: 0 | 1): number => from[index] + (to[index] - from[index]) * share;
    await person.glide(await onMap(person, between(0), between(1)));
  }
  await person.letGo();
  const arrived = async (): Promise<boolean> => {
    const { place } = await sounding(person);
    const { x, y } = await cursor(person);
    const moved = Math.sign(x - first.x) === Math.sign(to[0] - from[0]);
    return moved && place !== null && Math.hypot(place.x - x, place.y - y) < 0.015;
  };
  await expect.poll(arrived, { timeout: 20_000 }).toBe(true);
  const after = await sounding(person);
  expect(after.place).not.toEqual(before.place);
  return after;
}

/** Puts the map's cursor at a place by the two number fields. */
export async function place(person: Person, x: number, y: number): Promise<void> {
  await mapAnswers(person);
  await person.ask(`[${String(x)}, ${String(y)}].map((value, index) => {
    const field = document.querySelectorAll('.pad input[type=number]')[index];
    field.value = String(value);
    field.dispatchEvent(new Event('change', { bubbles: true }));
  })`);
}

/** Runs a command by typing its name into the palette. */
export async function command(person: Person, name: string): Promise<void> {
  await person.keys('Control', 'k');
  await until(person, `document.activeElement?.matches('${at('command-palette')} input')`);
  await person.write(name);
  await person.keys('Enter');
  await until(person, `!(${exists(at('command-palette'))})`);
}

/** What the command line says at a place of a model file; the MIDI file that it writes is `out`. */
export async function decoded(
  model: string,
  x: number,
  y: number,
  out: string,
): Promise<readonly Heard[]> {
  const cli = path.join(ROOT, 'main/engine/command-line.ts');
  const words = ['decode', model, `--at=${String(x)},${String(y)}`, '--out', out];
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...words], {
    maxBuffer: 2 ** 26,
  });
  const { phrase }: { phrase: readonly Heard[] } = JSON.parse(stdout);
  return sorted(phrase);
}

/** Keeps a picture of the window as it is now among the test's artifacts. */
export async function picture(person: Person, name: string): Promise<void> {
  await mkdir(ARTIFACTS, { recursive: true });
  await person.picture(path.join(ARTIFACTS, name));
}
