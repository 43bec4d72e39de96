/** A recording without a click gets its beats in a real window, by keys alone: tapped while it is heard, or told by its tempo. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeMidi } from '#main/music/write-midi.ts';
import { findings } from './axe.ts';
import { opened } from './opened.ts';
import { at, command, exists, picture, until, words } from './walk.ts';

/** Eighths at 93 from .37 s on, in a file that counts at 120. */
async function recording(): Promise<string> {
  const eighth = (30 / 93) * 960;
  const notes = Array.from({ length: 128 }, (_, index) => {
    const start = Math.round(0.37 * 960 + index * eighth);
    return { pitch: 60 + (index % 7), velocity: 90, start, end: start + 90, channel: 0 };
  });
  const file = path.join(app.folder, 'free take.mid');
  const piece = {
    name: 'free take',
    format: 0 as const,
    division: 480,
    tracks: [{ name: 'Lead', notes, events: [], end: 1e5 }],
    tempos: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    keys: [],
    repaired: [],
  };
  await writeFile(file, writeMidi(piece));
  return file;
}

const app = opened({ learnOnDrop: false, theme: 'dark' }, async () => {
  await app.person.drop([await recording()]);
  await until(app.person, exists(at('import-row')));
});

const then = (): Promise<string> => words(app.person, at('beat-then'));
/** What the song's facts say of its grid. */
const facts = (): Promise<string> =>
  app.person.ask(
    `[...document.querySelectorAll('.parts p')].map(({ textContent }) => textContent).join(' ')`,
  );

test('it says that it misses the grid, and what is tapped to it is counted', async () => {
  const me = app.person;
  expect(await words(me, at('import-row'))).toContain('miss the grid');
  await me.click(`${at('song-row')} .main`);
  await until(me, exists(at('song-beats')));
  expect(await facts()).toMatch(/[1-9]\d % of onsets miss the grid/u);
  await command(me, 'Find the beats');
  await until(me, exists(at('beat-sheet')));
  expect(await then()).toBe('Tap two beats or more.');
  await app.page.focus(at('beat-tap'));
  // The first press lets the song begin, each further one is a beat of it.
  await me.keys(' ');
  await until(
    me,
    `document.querySelector('${at('beat-listen')}').getAttribute('aria-pressed') === 'true'`,
  );
  const taps = async (): Promise<number> => Number.parseInt(await words(me, at('beat-taps')), 10);
  for (const count of [1, 2, 3]) {
    const clock = await words(me, '.clock span');
    await until(
      me,
      `document.querySelector('.clock span')?.textContent !== ${JSON.stringify(clock)}`,
    );
    await me.keys(count === 2 ? 'Enter' : ' ');
    await expect.poll(taps).toBe(count);
  }
  expect(await words(me, at('beat-taps'))).toMatch(/3 taps, [\d.]+ bpm/u);
  await picture(me, 'beats-tap-dark');
  expect(await findings(app.page)).toEqual([]);
  await me.click(at('beat-untap'));
  await expect.poll(taps).toBe(2);
  await me.click(at('beat-anew'));
  await expect.poll(taps).toBe(0);
  await me.keys('Escape');
  await until(me, `!(${exists(at('beat-sheet'))})`);
});

test('told its tempo and first bar, it lies on the grid; undo gives back what it was', async () => {
  const me = app.person;
  await command(me, 'Simplified Chinese');
  await until(me, `document.documentElement.lang === 'zh-Hans'`);
  await command(me, '浅色');
  await me.click(at('song-beats'));
  await until(me, exists(at('beat-sheet')));
  await me.ask(`[...document.querySelectorAll('${at('beat-way')} input')][1].click()`);
  await until(me, exists(at('beat-bpm')));
  for (const [field, value] of [
    ['beat-bpm', '93'],
    ['beat-first', '0.37'],
  ] as const)
    await me.ask(`(() => {
      const field = document.querySelector('${at(field)}');
      field.value = '${value}';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    })()`);
  await expect.poll(then).toBe('此后 0% 的起点偏离网格。');
  await picture(me, 'beats-tempo-light-zh');
  expect(await findings(app.page)).toEqual([]);
  await me.click(at('beat-keep'));
  await until(me, `!(${exists(at('beat-sheet'))})`);
  await expect.poll(facts).toContain('0% 的音符起点偏离网格');
  await picture(me, 'beats-done-light-zh');
  await me.keys('Control', 'z');
  await expect.poll(facts).toMatch(/[1-9]\d% 的音符起点偏离网格/u);
});
