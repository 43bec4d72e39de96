/** Everything in the roll by typing: what a person who does not use a mouse loses when the list of notes or the markers do not do what they say. */
import { describe, expect, test } from 'vitest';
import { opened, sketchStands } from './opened.ts';
import { at, exists, picture, sounding, spotIn, until } from './walk.ts';

describe.each([
  { theme: 'dark', locale: 'en' },
  { theme: 'light', locale: 'zh-Hans' },
] as const)('in $theme and $locale', ({ theme, locale }) => {
  const app = opened({ theme, locale }, ({ person }) => sketchStands(person));

  const melody = async (): Promise<readonly (readonly [number, number, number])[]> =>
    (await sounding(app.person)).notes
      .filter(({ part }) => part === 'melody')
      .map(({ pitch, start, end }) => [pitch, start, end]);

  /** Types into a field of the list's first row. */
  async function type(id: string, text: string): Promise<void> {
    await app.page.focus(at(id));
    await app.person.keys('Control', 'a');
    await app.person.write(text);
    await app.person.keys('Tab');
  }

  test('a note is added, set value by value, and deleted in the list', async () => {
    const { person, page } = app;
    const before = await melody();
    await page.focus(at('roll'));
    await person.keys('e');
    await until(person, exists(at('event-pitch')));
    await page.focus(at('event-add'));
    await person.keys('Enter');
    await expect.poll(async () => (await melody()).length).toBe(before.length + 1);
    await type('event-pitch', 'B1');
    await type('event-length', '2');
    await expect.poll(melody).toContainEqual([35, 0, 240]);
    await type('event-pitch', 'nonsense');
    await picture(person, `roll-events-${theme}-${locale}`);
    await type('event-position', '1.2.60');
    await expect.poll(melody).toContainEqual([35, 540, 780]);
    await person.keys('Control', 'z');
    await expect.poll(melody).toContainEqual([35, 0, 240]);
    await page.focus(at('event-remove'));
    await person.keys('Enter');
    await expect.poll(async () => (await melody()).length).toBe(before.length);
    await page.focus(at('roll'));
    await person.keys('e');
    await until(person, `!(${exists(at('event-pitch'))})`);
  });

  test('markers are set by a key, named in their list, and shown on the ruler', async () => {
    const { person, page } = app;
    await page.focus(at('roll'));
    await person.keys('Home');
    await person.keys('Shift', 'M');
    const ruler = await spotIn(person, at('roll'), 0.6, 0);
    await person.twice({ x: ruler.x, y: ruler.y + 16 });
    const edge = await spotIn(person, at('roll'), 0, 0);
    await person.twice({ x: edge.x + 57, y: edge.y + 16 });
    await until(person, `document.querySelectorAll('${at('marker-name')}').length === 2`);
    await page.focus(at('marker-name'));
    await person.keys('Control', 'a');
    await person.write('Intro');
    await person.keys('Tab');
    await picture(person, `roll-markers-${theme}-${locale}`);
    await person.keys('Escape');
    await until(person, `!(${exists(at('roll-panel'))})`);
  });
});
