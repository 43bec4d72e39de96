/** The piano roll under a real mouse: what a person loses when the hand cannot pan, or when notes are cut off. */
import { beforeEach, expect, test } from 'vitest';
import { opened, phraseStands } from './opened.ts';
import { at, drag, picture, sounding, spotIn, until } from './walk.ts';

const app = opened({}, ({ person }) => phraseStands(person));
beforeEach(() => app.person.click(at('stop')));

/** What the roll shows: the tick at its left edge, and the pitches that are seen whole. */
const seen = (): Promise<{ readonly left: number; readonly low: number; readonly high: number }> =>
  app.person.ask(`(() => {
    const { left, low, high } = document.querySelector('${at('roll-view')}').dataset;
    return { left: Number(left), low: Number(low), high: Number(high) };
  })()`);

const cursor = (): Promise<string> =>
  app.person.ask(`document.querySelector('${at('roll')}').style.cursor`);

const PLAYING = `document.querySelector('${at('play')}').getAttribute('aria-pressed') === 'true'`;

/** Drags by a button from the roll's middle to the left and down. */
async function pull(button: 'left' | 'middle'): Promise<void> {
  const { mouse } = app.page;
  const from = await spotIn(app.person, at('roll'), 0.6, 0.4);
  await mouse.move(from.x, from.y);
  await mouse.down({ button });
  await mouse.move(from.x - 200, from.y + 33, { steps: 4 });
  expect(await cursor()).toBe('grabbing');
  await mouse.up({ button });
}

/** Goes back to the whole phrase. */
async function fit(): Promise<void> {
  await app.page.focus(at('roll'));
  await app.person.keys('Alt', 'z');
  await expect.poll(async () => (await seen()).left).toBe(0);
}

test('the middle button drags the roll along under the hand', async () => {
  await fit();
  const before = await seen();
  await pull('middle');
  const after = await seen();
  expect(after.left).toBeGreaterThan(before.left);
  expect(after.high).toBeGreaterThan(before.high);
  await picture(app.person, 'roll-panned');
});

test('space and a drag pan too, change no note, and start no music', async () => {
  await fit();
  const before = await seen();
  const { notes } = await sounding(app.person);
  const { keyboard, mouse } = app.page;
  const over = await spotIn(app.person, at('roll'), 0.6, 0.4);
  await mouse.move(over.x, over.y);
  await keyboard.down(' ');
  expect(await cursor()).toBe('grab');
  await pull('left');
  expect(await cursor()).toBe('grab');
  await keyboard.up(' ');
  const after = await seen();
  expect(after.left).toBeGreaterThan(before.left);
  expect(after.high).toBeGreaterThan(before.high);
  expect((await sounding(app.person)).notes).toEqual(notes);
  expect(await app.person.ask(PLAYING)).toBe(false);
  // The next tap plays again.
  await keyboard.press(' ');
  await until(app.person, PLAYING);
});

test('wherever the map is dragged to, the roll shows the melody whole', async () => {
  await fit();
  for (const to of [
    [0.2, 0.2],
    [0.8, 0.8],
    [0.75, 0.25],
    [0.25, 0.75],
  ] as const) {
    const { notes } = await drag(app.person, [0.5, 0.5], to);
    const pitches = notes.filter(({ part }) => part === 'melody').map(({ pitch }) => pitch);
    await expect.poll(async () => (await seen()).low).toBeLessThanOrEqual(Math.min(...pitches));
    await expect.poll(async () => (await seen()).high).toBeGreaterThanOrEqual(Math.max(...pitches));
  }
  await picture(app.person, 'roll-after-drags');
});

test('ten thousand notes that are dragged are seen where the hand is in the very next frame', async () => {
  const { person, page } = app;
  await person.keys('Control', 'Enter');
  await until(person, `!document.querySelector('${at('tool-draw')}').ariaDisabled`);
  await person.ask(`(() => {
    const notes = Array.from({ length: 10000 }, (_, i) => {
      const start = Math.floor(i / 4) * 30;
      return [start, start + 25, 40 + ((i * 7) % 40), 90];
    });
    const clipboardData = new DataTransfer();
    const words = JSON.stringify({ kind: 'melodrift-notes-1', length: 75000, notes });
    clipboardData.setData('text/plain', words);
    const told = { clipboardData, bubbles: true, cancelable: true };
    document.querySelector('${at('roll')}').dispatchEvent(new ClipboardEvent('paste', told));
  })()`);
  const rows = (): Promise<number> =>
    person.ask(`Number(document.querySelector('.roll table').getAttribute('aria-rowcount'))`);
  await expect.poll(rows).toBeGreaterThan(10_000);
  await page.focus(at('roll'));
  await person.keys('Control', 'a');
  await fit();
  const note = await person.ask<{ x: number; y: number } | null>(`(async () => {
    const roll = document.querySelector('${at('roll')}');
    const box = roll.getBoundingClientRect();
    for (let y = box.top + 60; y < box.bottom - 60; y += 3)
      for (let x = box.left + 300; x < box.left + 340; x += 3) {
        const at = { clientX: x, clientY: y, bubbles: true };
        roll.dispatchEvent(new PointerEvent('pointermove', at));
        await Promise.resolve();
        if (roll.style.cursor === 'pointer') return { x, y };
      }
    return null;
  })()`);
  if (note === null) throw new Error('no note lies under the hand');
  // At each move: whether what is painted by the end of the frame that follows is another picture.
  await person.ask(`(() => {
    const look = () => [...document.querySelectorAll('${at('roll-view')} canvas')].map((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let sum = 0;
      for (let i = 0; i < data.length; i += 101) sum = (sum * 31 + data[i]) | 0;
      return sum;
    }).join();
    window.drawn = [];
    let last = look();
    document.querySelector('${at('roll')}').addEventListener('pointermove', () => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const now = look();
          window.drawn.push(now !== last);
          last = now;
        };
        port2.postMessage(0);
      });
    }, { capture: true });
  })()`);
  const told = (): Promise<readonly boolean[]> => person.ask('window.drawn');
  await page.mouse.move(note.x, note.y);
  await page.mouse.down();
  await expect.poll(async () => (await told()).length).toBe(1);
  for (let step = 1; step <= 5; step++) {
    await page.mouse.move(note.x + step * 60, note.y - (step % 2) * 22);
    await expect.poll(async () => (await told()).length).toBe(step + 1);
  }
  expect((await told()).slice(1)).toEqual([true, true, true, true, true]);
  await person.keys('Escape');
  await page.mouse.up();
});
