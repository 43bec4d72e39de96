/** A whole song in the roll of a real window: its lanes, its controllers under the notes, its tempos on the ruler; drawn, typed and axe clean. */
import { describe, expect, test } from 'vitest';
import { opened } from './opened.ts';
import { at, exists, picture, spotIn, until } from './walk.ts';

describe.each([
  { theme: 'dark', locale: 'en' },
  { theme: 'light', locale: 'zh-Hans' },
] as const)('in $theme and $locale', ({ theme, locale }) => {
  const app = opened({ theme, locale });

  /** Values of the list of what is beside the notes. */
  const values = (): Promise<readonly string[]> =>
    app.person.ask<readonly string[]>(
      `[...document.querySelectorAll('${at('other-value')}')].map((field) => field.value)`,
    );

  /** How many there are, as the list says it. */
  const total = (): Promise<string> =>
    app.person.ask<string>(
      `[...document.querySelectorAll('${at('events')} footer span')].at(0)?.textContent ?? ''`,
    );

  test('a song opens with a lane a track, and what its file says stands in the list', async () => {
    const { person } = app;
    await person.click(at('song-row'));
    await until(person, exists(at('song-edit')));
    await person.click(at('song-edit'));
    await until(person, `!document.querySelector('${at('tool-draw')}').ariaDisabled`);
    const lanes = await person.ask<number>(`document.querySelectorAll('${at('lane')}').length`);
    expect(lanes).toBeGreaterThan(1);
    await app.page.focus(at('roll'));
    await person.keys('e');
    await until(person, exists(at('other-value')));
    expect((await values()).length).toBeGreaterThan(0);
    await picture(person, `roll-song-${theme}-${locale}`);
  });

  test('a bend is chosen by a key, drawn under the notes by hand, and taken back as one step', async () => {
    const { person, page } = app;
    const before = await total();
    await page.focus(at('roll'));
    await person.keys('u');
    const from = await spotIn(person, at('roll'), 0.2, 0.97);
    const to = await spotIn(person, at('roll'), 0.5, 0.9);
    await person.hold(from);
    await person.glide(to);
    await person.letGo();
    await expect.poll(total).not.toBe(before);
    await picture(person, `roll-bend-${theme}-${locale}`);
    await person.keys('Control', 'z');
    await expect.poll(total).toBe(before);
  });

  test('a tempo and a meter of 13/16 are added by keys alone, and shown on the ruler', async () => {
    const { person, page } = app;
    await page.focus(at('roll'));
    await person.keys('e');
    const ruler = await spotIn(person, at('roll'), 0.4, 0);
    await person.hold({ x: ruler.x, y: ruler.y + 16 });
    await person.letGo();
    await page.focus(at('roll'));
    await person.keys('Shift', 'T');
    await until(person, exists(at('tempo-add')));
    await page.focus(at('tempo-add'));
    await person.keys('Enter');
    await page.focus(at('meter-add'));
    await person.keys('Enter');
    await until(person, `document.querySelectorAll('${at('course-beats')}').length === 2`);
    await page.evaluate(
      `document.querySelectorAll('${at('course-beats')}')[1].querySelector('input')?.focus()`,
    );
    await picture(person, `roll-course-${theme}-${locale}`);
    await person.keys('Escape');
  });
});
