/** Everything that opens over or beside the roll, in both themes, both languages, on small, large and dense screens: what cannot be read, reached or stays not where it was. */
import { describe, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { opened, sketchStands } from './opened.ts';
import { at, demoIsOpen, exists, picture, until } from './walk.ts';

/** The third is a window of 1440 by 900 at 200 %. */
const LOOKS = [
  { theme: 'dark', locale: 'en', width: 1440, height: 900, density: 1 },
  { theme: 'light', locale: 'en', width: 1440, height: 900, density: 2 },
  { theme: 'dark', locale: 'zh-Hans', width: 720, height: 450, density: 2 },
  { theme: 'light', locale: 'zh-Hans', width: 1024, height: 700, density: 1 },
] as const;

const PANELS = [
  ['quantise', ['Shift', 'Q']],
  ['humanise', ['Shift', 'H']],
  ['transpose', ['t']],
  ['velocity', ['v']],
  ['course', ['Shift', 'T']],
] as const;

describe.each(LOOKS)(
  'in $theme and $locale at $width by $height, $density device pixels each',
  ({ theme, locale, width, height, density }) => {
    const app = opened({ theme, locale, learnOnDrop: false }, async () => {
      await app.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      await app.page.setViewport({ width, height, deviceScaleFactor: density });
      await app.page.reload();
      await demoIsOpen(app.person);
      await sketchStands(app.person);
    });

    const show = (view: string): Promise<void> =>
      picture(app.person, `roll-${view}-${theme}-${locale}-${String(width)}`);
    const gone = (id: string): Promise<void> => until(app.person, `!(${exists(at(id))})`);

    /** Names of what is to be seen whole and is not. */
    const cut = (id: string): Promise<readonly string[]> =>
      app.person.ask(`[...document.querySelectorAll('${at(id)}, ${at(id)} button, ${at(id)} input')]
        .filter((element) => {
          const { left, top, right, bottom, width } = element.getBoundingClientRect();
          return width > 0 && (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight);
        })
        .map((element) => element.getAttribute('aria-label') ?? element.textContent.trim())`);

    test('its pictures are as sharp as the screen', async () => {
      const off = (): Promise<number> =>
        app.person.ask(`(() => {
          const canvas = document.querySelector('.stage canvas');
          return Math.abs(canvas.width - canvas.getBoundingClientRect().width * ${String(density)});
        })()`);
      await expect.poll(off).toBeLessThanOrEqual(1);
    });

    test('every panel lies whole in the window, and axe finds nothing on it', async () => {
      const { person, page } = app;
      for (const [name, keys] of PANELS) {
        await page.focus(at('roll'));
        await person.keys(...keys);
        await until(person, exists(at('roll-panel')));
        expect(await cut('roll-panel'), name).toEqual([]);
        expect(await findings(page), name).toEqual([]);
        await show(name);
        await person.keys('Escape');
        await gone('roll-panel');
      }
      await person.click(at('key'));
      await until(person, exists(at('roll-panel')));
      expect(await cut('roll-panel'), 'key').toEqual([]);
      expect(await findings(page), 'key').toEqual([]);
      await show('key');
      await person.keys('Escape');
      await gone('roll-panel');
    });

    test('the list of events and the lane under the notes are clean too', async () => {
      const { person, page } = app;
      await page.focus(at('roll'));
      await person.keys('Shift', 'M');
      await person.keys('e');
      await until(person, exists(at('event-add')));
      await page.evaluate('document.activeElement.blur()');
      expect(await findings(page)).toEqual([]);
      await show('events');
      await person.click(at('event-add'));
      await page.focus(at('roll'));
      await person.keys('e');
      await gone('event-add');
      await person.keys('u');
      await page.evaluate('document.activeElement.blur()');
      expect(await findings(page)).toEqual([]);
      await show('under');
      await page.focus(at('roll'));
      for (let turns = 0; turns < 12; turns += 1) await person.keys('u');
    });

    test('nothing of the page moves by itself while she zooms, chooses and plays', async () => {
      const { person, page } = app;
      const box = (): Promise<unknown> =>
        person.ask(`document.querySelector('${at('roll')}').getBoundingClientRect().toJSON()`);
      const tools = (): Promise<unknown> =>
        person.ask(`[...document.querySelectorAll('${at('roll-tools')} [aria-pressed], ${at('key')}, ${at('roll-more')}')]
          .map((tool) => tool.getBoundingClientRect().toJSON())`);
      const before = await box();
      await page.evaluate(`window.moved = 0;
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries()) moved += value;
        }).observe({ type: 'layout-shift' })`);
      await page.focus(at('roll'));
      await person.keys('Alt', 'z');
      await show('fitted');
      for (let turns = 0; turns < 6; turns += 1) await person.keys('z');
      const resting = await tools();
      await person.keys('Control', 'a');
      await show('near');
      // What is said of the selection pushes no tool aside, and lies in the window.
      expect(await tools()).toEqual(resting);
      expect(await cut('roll-tools')).toEqual([]);
      for (let turns = 0; turns < 14; turns += 1) await person.keys('Shift', 'Z');
      await show('far');
      await person.keys('Escape');
      await person.keys('Alt', 'z');
      await person.keys('Control', 'ArrowRight');
      await person.keys('ArrowUp');
      await person.keys('Control', 'z');
      await person.click(at('play'));
      await until(
        person,
        `!/^1\\.1\\./.test(document.querySelector('${at('position')}').textContent)`,
      );
      await person.click(at('stop'));
      // What is called good is a tenth; words of the state and of the selection are a hundredth of that.
      expect(await person.ask<number>('moved')).toBeLessThan(0.005);
      expect(await box()).toEqual(before);
    });
  },
);
