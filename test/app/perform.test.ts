/** A performance on the map in the running window: what a person loses when what she played is not there to be edited. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { openInChromium, type OpenedInChromium } from './chromium.ts';
import type { Person } from './person.ts';
import {
  at,
  command,
  decoded,
  DEMO_MODEL,
  demoIsOpen,
  exists,
  picture,
  place,
  sounding,
  until,
  words,
  type Heard,
} from './walk.ts';

let app: OpenedInChromium;
let me: Person;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  app = await openInChromium(folder, { locale: 'en' });
  me = app.person;
  await app.page.setViewport({ width: 1440, height: 1200 });
  await demoIsOpen(me);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** True in the page once the phrase of a place sounds. */
const sounds = (x: number, y: number): string =>
  `(({ dataset }) => Number(dataset.x) === ${x} && Number(dataset.y) === ${y})(
    document.querySelector('${at('sounding-notes')}'))`;

const cursorX = "Number(document.querySelector('[data-testid=pad-x]').value)";

/** Part and pitch of notes, where they begin within the phrase. */
const named = (notes: readonly Heard[]): ReadonlySet<string> =>
  new Set(notes.map(({ part, pitch }) => `${part} ${String(pitch)}`));

test('what was heard of two places, swap and all, is a sketch of lanes that opens in the roll', async () => {
  const one = await decoded(DEMO_MODEL, 0.3, -0.2, path.join(folder, 'one.mid'));
  const other = await decoded(DEMO_MODEL, -0.5, 0.1, path.join(folder, 'other.mid'));
  await place(me, 0.3, -0.2);
  await until(me, sounds(0.3, -0.2));
  await me.click(at('perform'));
  await place(me, -0.5, 0.1);
  await until(me, sounds(-0.5, 0.1));
  await me.click(at('stop'));
  await me.click(at('tab-sketches'));
  await until(me, `document.querySelectorAll('${at('sketch-row')}').length === 1`);
  expect(await words(me, '.toast')).toMatch(/kept as/u);
  const { notes } = await sounding(me);
  expect(notes.length).toBeGreaterThan(0);
  // Every note that is kept is one of the two phrases, and the swap is in it: first the one, then the other.
  const [first, second] = [named(one), named(other)];
  const kept = notes.map(({ part, pitch }) => `${part} ${String(pitch)}`);
  for (const each of kept) expect(first.has(each) || second.has(each), each).toBe(true);
  expect(kept.some((each) => first.has(each) && !second.has(each))).toBe(true);
  await me.keys('Control', 'z');
  await until(me, `document.querySelectorAll('${at('sketch-row')}').length === 0`);
});

test('the hand goes round by itself in time, and a path that was drawn stays with the project', async () => {
  await place(me, 0, 0);
  await until(me, sounds(0, 0));
  await me.click(at('motion-play'));
  await until(me, `${cursorX} > 0.3`);
  await until(me, `${cursorX} < -0.3`, 60);
  expect(await findings(app.page)).toEqual([]);
  await picture(me, 'view-motion');
  // Behind another window frames stop; the hand goes round in time all the same.
  const front = await app.page.browser().newPage();
  await front.bringToFront();
  await until(me, `document.hidden`);
  await until(me, `${cursorX} > 0.3`, 60);
  await until(me, `${cursorX} < -0.3`, 60);
  await front.close();
  await app.page.bringToFront();
  await until(me, `!document.hidden`);
  await me.click(at('motion-play'));
  await command(me, 'Draw a path');
  await me.hold({ x: 500, y: 300 });
  for (const step of [1, 2, 3, 4]) await me.glide({ x: 500 + 60 * step, y: 300 + 20 * step });
  await me.letGo();
  await until(me, `document.querySelector('${at('motion-what')}').textContent.includes('Path 1')`);
  expect(
    await me.ask(`document.querySelector('${at('motion-play')}').getAttribute('aria-pressed')`),
  ).toBe('true');
  await me.click(at('motion-forget'));
  await until(me, `!document.querySelector('${at('motion-what')}').textContent.includes('Path 1')`);
  await until(me, exists('.toast'));
});

test('an endless medley through the chosen songs changes stretch by stretch, whatever is turned meanwhile, until it is stopped', async () => {
  await me.ask(`(() => {
    const field = document.querySelector('${at('tempo')}');
    field.value = '300';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    for (const song of [...document.querySelectorAll('${at('medley-section')} .path button')].slice(2))
      if (song.getAttribute('aria-pressed') === 'true') song.click();
  })()`);
  const chosen = `document.querySelectorAll('${at('medley-section')} .path [aria-pressed=true]')`;
  await until(me, `${chosen}.length <= 2`);
  for (const name of await me.ask<readonly string[]>(
    `[...document.querySelectorAll('${at('medley-section')} .path button')].slice(0, 2)
      .filter((song) => song.getAttribute('aria-pressed') === 'false').map((song) => song.ariaLabel)`,
  ))
    await me.click(`${at('medley-section')} .path button[aria-label=${JSON.stringify(name)}]`);
  await until(me, `${chosen}.length === 2`);
  // A hand that goes round by itself would play over it.
  const moving = `document.querySelector('${at('motion-play')}').ariaPressed === 'true'`;
  if (await me.ask<boolean>(moving)) await me.click(at('motion-play'));
  await until(me, `!(${moving})`);
  const stretch = async (): Promise<string> => JSON.stringify((await sounding(me)).notes);
  const heard: string[] = [await stretch()];
  await me.click(at('endless'));
  for (let turn = 0; turn < 3; turn += 1) {
    const before = heard.at(-1);
    await expect.poll(stretch, { interval: 100 }).not.toBe(before);
    heard.push(await stretch());
    // A mute belongs to what waits as well, and ends no walk.
    if (turn === 1) await command(me, 'Mute lane');
  }
  expect(new Set(heard).size).toBe(4);
  expect(await me.ask(`document.querySelector('${at('endless')}').ariaPressed`)).toBe('true');
  await me.click(at('endless'));
  await me.click(at('stop'));
  await until(me, `Number(document.querySelector('${at('meter')}').dataset.level) < 0.005`);
});
