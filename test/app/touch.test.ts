/** By touch alone, from a place on the map to a file of sixteen bars and four parts; and a pen. What cannot be done here, nobody with a tablet can do. */
import { readFile } from 'node:fs/promises';
import tone from '@tonejs/midi';
import { expect, test } from 'vitest';
import { opened } from './opened.ts';
import { fingersOf, penOf, type Fingers } from './fingers.ts';
import { at, exists, onMap, picture, sounding, spotIn, until } from './walk.ts';
import type { Spot } from './person.ts';

let fingers: Fingers;

const app = opened({ theme: 'dark', locale: 'en' }, async () => {
  fingers = await fingersOf(app.page);
});

/** Taps an element where it is. */
async function tap(id: string): Promise<void> {
  await until(app.person, exists(at(id)));
  await fingers.tap(await spotIn(app.person, at(id), 0.5, 0.5));
}

const onRoll = (x: number, y: number): Promise<Spot> => spotIn(app.person, at('roll'), x, y);

const notes = (): Promise<number> =>
  app.person.ask(`Number(document.querySelector('.roll table').getAttribute('aria-rowcount')) - 1`);

/** What the roll shows: the tick at its left edge, and the pitches that are seen whole. */
const seen = (): Promise<{ readonly left: number; readonly low: number; readonly high: number }> =>
  app.person.ask(`(() => {
    const { left, low, high } = document.querySelector('${at('roll-view')}').dataset;
    return { left: Number(left), low: Number(low), high: Number(high) };
  })()`);

const lengths = (): Promise<readonly number[]> =>
  app.person.ask(
    `[...document.querySelectorAll('${at('clip')}')].map(({ dataset }) => Number(dataset.length))`,
  );

test('a finger drags over the map, and what it finds is kept by a tap', async () => {
  await until(
    app.person,
    `document.querySelector('${at('status-model')}').dataset.state === 'well'`,
  );
  const path = await Promise.all(
    [0.4, 0.45, 0.5, 0.55].map((x) => onMap(app.person, x, 0.3 + x / 2)),
  );
  await fingers.stroke(path);
  await expect.poll(async () => (await sounding(app.person)).notes.length).toBeGreaterThan(0);
  await tap('stop');
  await tap('keep-sketch');
  await until(app.person, `!document.querySelector('${at('tool-draw')}').ariaDisabled`);
});

test('two fingers carry the roll along and stretch it, and draw nothing', async () => {
  await tap('tool-draw');
  const before = await seen();
  const count = await notes();
  const [a, b] = [await onRoll(0.4, 0.3), await onRoll(0.6, 0.3)];
  const [wideA, wideB] = [await onRoll(0.3, 0.3), await onRoll(0.8, 0.3)];
  await fingers.pair([a, b], [wideA, wideB]);
  const zoomed = await seen();
  expect(zoomed.left).toBeGreaterThan(before.left);
  const [below, right] = [await onRoll(0.4, 0.6), await onRoll(0.6, 0.6)];
  await fingers.pair([a, b], [below, right]);
  await expect.poll(async () => (await seen()).high).toBeGreaterThan(zoomed.high);
  expect(await notes()).toBe(count);
  await tap('tool-select');
});

test('a note is drawn by a finger, taken away by a finger that lies still on it, and drawn again', async () => {
  await tap('tool-draw');
  const count = await notes();
  const from = await emptySpot();
  const to = { x: from.x + 60, y: from.y };
  await fingers.stroke([from, { x: from.x + 30, y: from.y }, to]);
  await expect.poll(notes).toBe(count + 1);
  await picture(app.person, 'touch-drawn');
  await fingers.rest({ x: from.x + 20, y: from.y }, () => expect.poll(notes).toBe(count));
  await fingers.stroke([from, { x: from.x + 30, y: from.y }, to]);
  await expect.poll(notes).toBe(count + 1);
});

/** A place of the roll on which no note lies, in a row near the top. */
async function emptySpot(): Promise<Spot> {
  const box = await app.person.ask<{ x: number; y: number; height: number }>(
    `document.querySelector('${at('roll')}').getBoundingClientRect().toJSON()`,
  );
  return { x: box.x + 300, y: box.y + 24 + 20 };
}

test('a pen draws and its other end erases', async () => {
  const pen = await penOf(app.page);
  const count = await notes();
  const from = await emptySpot();
  const away = { x: from.x + 200, y: from.y };
  await pen.stroke('tip', [away, { x: away.x + 50, y: away.y }]);
  await expect.poll(notes).toBe(count + 1);
  await pen.stroke('eraser', [
    { x: away.x + 20, y: away.y },
    { x: away.x + 24, y: away.y },
  ]);
  await expect.poll(notes).toBe(count);
});

test('the sketch is placed, drawn out to sixteen bars by its end, and written with four parts', async () => {
  await tap('arrange-show');
  await tap('place');
  await until(app.person, exists(at('clip')));
  const [bars = 0] = await lengths();
  const box = await app.person.ask<{ right: number; top: number; width: number }>(
    `document.querySelector('${at('clip')}').getBoundingClientRect().toJSON()`,
  );
  const y = box.top + 25;
  const times = (8 * 1920) / bars;
  const far = (part: number): Spot => ({
    x: box.right - 3 + part * (times - 1) * (box.width + 1),
    y,
  });
  await fingers.stroke([far(0), far(0.3), far(0.7), far(1)]);
  await expect.poll(lengths).toEqual([8 * 1920]);
  // No finger goes on beyond the glass: the rest is repeated by its button.
  for (let done = 8 * 1920 + bars; done <= 16 * 1920; done += bars) {
    await tap('clip-repeat');
    await expect.poll(lengths).toEqual([done]);
  }
  await picture(app.person, 'touch-arranged');
  const file = await app.saved('.mid', () => tap('arrange-export'));
  const read = new tone.Midi(await readFile(file));
  const parts = read.tracks.filter((track) => track.notes.length > 0);
  expect(parts.map(({ name }) => name)).toHaveLength(4);
  const last = Math.max(...parts.flatMap((part) => part.notes.map(({ ticks }) => ticks)));
  expect(last).toBeGreaterThan(14 * 1920);
  expect(last).toBeLessThan(16 * 1920);
});

test('a row is carried by a finger to a lane, from the list beside it and from the library, and scrolling carries nothing', async () => {
  const lane = await app.person.ask<{ left: number; top: number }>(
    `[...document.querySelectorAll('${at('clip-lane')} .time')].at(1).getBoundingClientRect().toJSON()`,
  );
  const places = (): Promise<readonly number[]> =>
    app.person.ask(
      `[...document.querySelectorAll('${at('clip-lane')}')].at(1)
        .querySelectorAll('${at('clip')}').values().map(({ dataset }) => Number(dataset.at)).toArray()`,
    );
  const [from = 0, then = 0] = await app.person.ask<readonly number[]>(
    `[...document.querySelectorAll('${at('arrange-ruler')} .bar')].slice(0, 2).map((bar) => parseFloat(bar.style.left))`,
  );
  const bar = then - from;
  const to = (bars: number): Spot => ({ x: lane.left + (bars + 0.4) * bar, y: lane.top + 20 });
  const carry = async (row: string, target: Spot): Promise<void> => {
    const held = await spotIn(app.person, row, 0.4, 0.5);
    const beside = { x: held.x + 30, y: held.y + 2 };
    await fingers.stroke([held, beside, { x: target.x - 20, y: target.y }, target]);
  };
  const down = await spotIn(app.person, at('bin-sketch'), 0.4, 0.5);
  await fingers.stroke([down, { x: down.x, y: down.y + 30 }, to(1)]);
  await carry(at('bin-sketch'), to(2));
  await expect.poll(places).toEqual([2 * 1920]);
  await app.person.keys('Control', 'z');
  await expect.poll(places).toEqual([]);
  await tap('tab-songs');
  await carry(`${at('song-row')} .main`, to(1));
  await expect.poll(places).toEqual([1920]);
  await picture(app.person, 'touch-carried');
});
