/** A piece from a phrase of the map to a file of sixteen bars, once by keys alone and once by the pointer, read back by another parser. */
import { readFile, rm } from 'node:fs/promises';
import tone from '@tonejs/midi';
import { describe, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { opened, phraseStands } from './opened.ts';
import { at, exists, picture, spotIn, until } from './walk.ts';

describe.each([
  { theme: 'dark', locale: 'en', by: 'keys' },
  { theme: 'light', locale: 'zh-Hans', by: 'pointer' },
] as const)('by $by, in $theme and $locale', ({ theme, locale, by }) => {
  const app = opened({ theme, locale }, ({ person }) => phraseStands(person));

  /** Presses a button, by the pointer or by Enter. */
  async function press(id: string): Promise<void> {
    if (by === 'pointer') return app.person.click(at(id));
    await app.page.focus(at(id));
    await app.person.keys('Enter');
  }
  const lengths = (): Promise<readonly number[]> =>
    app.person.ask(
      `[...document.querySelectorAll('${at('clip')}')].map(({ dataset }) => Number(dataset.length))`,
    );

  test('a phrase is kept, placed, repeated to sixteen bars and written', async () => {
    const { person, page } = app;
    await person.keys('Control', 'Enter');
    await until(person, `!document.querySelector('${at('tool-draw')}').ariaDisabled`);
    await press('arrange-show');
    await until(person, exists(at('place')));
    await press('place');
    await until(person, exists(at('clip')));
    const [bars = 0] = await lengths();
    expect(bars).toBe(2 * 1920);
    if (by === 'keys') {
      await page.focus(at('clip'));
      for (let times = 1; times < 8; times += 1) await person.keys('r');
    } else {
      const box = await person.ask<{ right: number; top: number; width: number }>(
        `document.querySelector('${at('clip')}').getBoundingClientRect().toJSON()`,
      );
      const y = box.top + 25;
      await person.hold({ x: box.right - 3, y });
      await person.glide({ x: box.right - 3 + 3 * (box.width + 1), y });
      await person.glide({ x: box.right - 3 + 7 * (box.width + 1), y });
      await person.letGo();
    }
    await expect.poll(lengths).toEqual([16 * 1920]);
    await picture(person, `arrange-${theme}-${locale}`);
    const file = await app.saved('.mid', () => press('arrange-export'));
    const read = new tone.Midi(await readFile(file));
    // The next file has its name.
    await rm(file);
    const parts = read.tracks.filter(({ notes }) => notes.length > 0);
    expect(parts).toHaveLength(4);
    const last = Math.max(...parts.flatMap(({ notes }) => notes.map(({ ticks }) => ticks)));
    expect(last).toBeGreaterThan(14 * 1920);
    expect(last).toBeLessThan(16 * 1920);
    // Every round sounds alike.
    const round = (n: number): readonly string[] =>
      parts
        .flatMap(({ notes }, part) =>
          notes.map(({ midi, ticks }) => ({ part, midi, ticks: ticks - n * 3840 })),
        )
        .filter(({ ticks }) => ticks >= 0 && ticks < 3840)
        .map(({ part, midi, ticks }) => `${String(part)} ${String(midi)} ${String(ticks)}`)
        .sort();
    expect(round(7)).toEqual(round(0));
  });

  test('one step back makes it shorter, its list is typed in, and axe finds nothing on it', async () => {
    const { person, page } = app;
    await person.keys('Control', 'z');
    await expect.poll(lengths).not.toEqual([16 * 1920]);
    await press('arrange-list');
    await until(person, exists(at('clip-beats')));
    await page.focus(at('clip-beats'));
    await person.keys('Control', 'a');
    await person.write('32');
    await person.keys('Tab');
    // The tip of what has the focus is no part of the view.
    await page.evaluate('document.activeElement.blur()');
    expect(await findings(page)).toEqual([]);
    await picture(person, `arrange-list-${theme}-${locale}`);
    await press('arrange-list');
    await expect.poll(lengths).toEqual([8 * 1920]);
    await page.evaluate('document.activeElement.blur()');
    expect(await findings(page)).toEqual([]);
    await press('arrange-close');
    await until(person, exists(at('tool-draw')));
  });

  test('tempo and meter are set for the arrangement itself: they are on its ruler, in what plays and in what is written', async () => {
    const { person, page } = app;
    await press('arrange-show');
    await until(person, exists(at('clip')));
    await press('arrange-timing');
    await until(person, exists(at('arrange-course')));
    const type = async (field: string, value: string): Promise<void> => {
      await page.focus(field);
      await person.keys('Control', 'a');
      await person.write(value);
      await person.keys('Tab');
    };
    await type(`${at('arrange-course')} ${at('course-tempo')}`, '150');
    await until(person, exists(at('arrange-follow')));
    await type(`${at('arrange-course')} ${at('course-beats')}`, '3');
    await press('tempo-add');
    await press('meter-add');
    const ruler = (): Promise<number> =>
      person.ask(`document.querySelectorAll('${at('arrange-ruler')} .bar').length`);
    await expect.poll(ruler).toBeGreaterThan(4);
    await page.evaluate('document.activeElement.blur()');
    expect(await findings(page)).toEqual([]);
    await picture(person, `arrange-course-${theme}-${locale}`);
    const file = await app.saved('.mid', () => press('arrange-export'));
    const { header } = new tone.Midi(await readFile(file));
    expect(header.tempos.map(({ bpm }) => Math.round(bpm))).toEqual([150]);
    expect(header.timeSignatures.map(({ timeSignature }) => timeSignature)).toEqual([[3, 4]]);
    await press('arrange-play');
    await until(person, `document.querySelector('${at('play')}').ariaPressed === 'true'`);
    await until(person, `Number(document.querySelector('${at('tempo')}').value) === 150`);
    await press('stop');
    await press('arrange-follow');
    await until(person, `!(${exists(at('arrange-follow'))})`);
    await press('arrange-course-close');
    await until(person, `!(${exists(at('arrange-course'))})`);
    await press('arrange-close');
    await until(person, exists(at('tool-draw')));
  });

  test('a song is put on a lane whole, by a drag of its row or by a press, in one step', async () => {
    const { person } = app;
    await press('arrange-show');
    await until(person, exists(at('place-song')));
    const sketches = (): Promise<number> =>
      person.ask(`document.querySelectorAll('${at('place')}').length`);
    const before = await sketches();
    if (by === 'pointer') {
      await person.click(at('tab-songs'));
      const lane = await person.ask<{ left: number; top: number }>(
        `[...document.querySelectorAll('${at('clip-lane')} .time')].at(1).getBoundingClientRect().toJSON()`,
      );
      await person.hold(await spotIn(person, `${at('song-row')} .main`, 0.3, 0.5));
      await person.glide(await spotIn(person, `${at('song-row')} .main`, 0.5, 0.9));
      await person.glide({ x: lane.left + 230, y: lane.top + 20 });
      await person.glide({ x: lane.left + 200, y: lane.top + 20 });
      await until(person, exists('.landing'));
      await picture(person, `arrange-landing-${theme}-${locale}`);
      await person.letGo();
    } else await press('place-song');
    await expect.poll(async () => (await lengths()).length).toBe(2);
    expect(Math.max(...(await lengths()))).toBeGreaterThan(8 * 1920);
    expect(await sketches()).toBe(before + 1);
    if (by === 'pointer') {
      const places = await person.ask<readonly number[]>(
        `[...document.querySelectorAll('${at('clip')}')].map(({ dataset }) => Number(dataset.at))`,
      );
      expect(places).toContain(2 * 1920);
    }
    await person.keys('Control', 'z');
    await expect.poll(async () => (await lengths()).length).toBe(1);
    expect(await sketches()).toBe(before);
  });
});
