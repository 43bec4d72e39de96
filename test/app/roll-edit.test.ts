/** Editing in the roll without a mouse, and with one: what a person loses when a panel, a key or the wheel edits otherwise than it shows. */
import { describe, expect, test } from 'vitest';
import { opened, sketchStands } from './opened.ts';
import { at, command, exists, picture, sounding, spotIn, until } from './walk.ts';

describe.each([
  { theme: 'dark', locale: 'en' },
  { theme: 'light', locale: 'zh-Hans' },
] as const)('in $theme and $locale', ({ theme, locale }) => {
  const app = opened({ theme, locale }, ({ person }) => sketchStands(person));

  const melody = async (): Promise<readonly (readonly [number, number, number])[]> =>
    (await sounding(app.person)).notes
      .filter(({ part }) => part === 'melody')
      .map(({ pitch, start, end }) => [pitch, start, end]);
  const gone = (): Promise<void> => until(app.person, `!(${exists(at('roll-panel'))})`);
  const shown = (): Promise<void> => until(app.person, exists(at('roll-panel')));

  test('a panel of the keyboard edits all notes as one step, or none', async () => {
    const { person, page } = app;
    const before = await melody();
    await page.focus(at('roll'));
    await person.keys('Control', 'a');
    await person.keys('t');
    await shown();
    await person.write('3');
    await picture(person, `roll-transpose-${theme}-${locale}`);
    await person.keys('Escape');
    await gone();
    expect(await melody()).toEqual(before);

    // Undo by the palette, as by the menu, means what the panel shows and not the entry before it.
    await person.keys('t');
    await shown();
    await person.write('3');
    await command(person, { en: 'Undo', 'zh-Hans': '撤销' }[locale]);
    await gone();
    expect(await melody()).toEqual(before);
    expect(
      await person.ask(`document.querySelector('${at('tool-draw')}').ariaDisabled`),
    ).toBeNull();

    await page.focus(at('roll'));
    await person.keys('t');
    await shown();
    await person.write('3');
    await person.keys('Enter');
    await gone();
    await expect.poll(melody).toEqual(before.map(([pitch, start, end]) => [pitch + 3, start, end]));
    await person.keys('Control', 'z');
    await expect.poll(melody).toEqual(before);

    for (const [name, keys] of [
      ['quantise', ['Shift', 'Q']],
      ['humanise', ['Shift', 'H']],
      ['velocity', ['v']],
    ] as const) {
      await page.focus(at('roll'));
      await person.keys(...keys);
      await shown();
      await picture(person, `roll-${name}-${theme}-${locale}`);
      await person.keys('Escape');
      await gone();
      expect(await melody()).toEqual(before);
    }
  });

  test('key, names and folded rows are shown, and no note is lost by folding', async () => {
    const { person, page } = app;
    const before = await melody();
    await page.focus(at('roll'));
    await person.keys('g');
    await person.keys('Shift', 'F');
    await person.click(at('key'));
    await shown();
    await picture(person, `roll-folded-${theme}-${locale}`);
    await person.keys('Escape');
    await gone();
    const seen = await person.ask<{ low: string; high: string }>(
      `({ ...document.querySelector('${at('roll-view')}').dataset })`,
    );
    for (const [pitch] of before) {
      expect(pitch).toBeGreaterThanOrEqual(Number(seen.low));
      expect(pitch).toBeLessThanOrEqual(Number(seen.high));
    }
    await person.click(at('roll-more'));
    await picture(person, `roll-more-${theme}-${locale}`);
    await person.keys('Escape');
    await page.focus(at('roll'));
    await person.keys('Shift', 'F');
    await person.keys('g');
  });

  test('the split tool cuts the note under the mouse, and undo joins it again', async () => {
    const { person, page } = app;
    const before = await melody();
    const [first] = before.toSorted((a, b) => b[2] - b[1] - (a[2] - a[1]));
    if (first === undefined) throw new Error('the melody is empty');
    await page.focus(at('roll'));
    await person.keys('Alt', 'z');
    await person.keys('4');
    const found = async (): Promise<void> => {
      // The note lies where the table says; its middle is on the screen because all is fitted in.
      const { left, low, high, length } = await person.ask<Record<string, string>>(
        `({ ...document.querySelector('${at('roll-view')}').dataset, length: document.querySelector('${at('sounding-notes')}').dataset.length })`,
      );
      expect([left, low, high, length]).not.toContain(undefined);
    };
    await found();
    const box = await person.ask<{ width: number; height: number }>(
      `document.querySelector('${at('roll')}').getBoundingClientRect().toJSON()`,
    );
    const { low, high, length } = await person.ask<{ low: string; high: string; length: string }>(
      `({ ...document.querySelector('${at('roll-view')}').dataset, length: document.querySelector('${at('sounding-notes')}').dataset.length })`,
    );
    const x = 52 + ((first[1] + first[2]) / 2 / Number(length)) * (box.width - 52);
    const rows = Number(high) - Number(low) + 1;
    const tall = box.height - 24 - 48;
    let cut = false;
    for (let y = 24 + tall / rows / 2; y < 24 + tall && !cut; y += tall / rows / 2) {
      const spot = await spotIn(person, at('roll'), x / box.width, y / box.height);
      await page.mouse.click(spot.x, spot.y);
      cut = (await melody()).length === before.length + 1;
    }
    expect(cut).toBe(true);
    await person.keys('Control', 'z');
    await expect.poll(melody).toEqual(before);
    await person.keys('2');
  });

  test('notes that are copied are pasted at the playhead, then behind, and words in a clipboard change nothing', async () => {
    const { person, page } = app;
    const before = await melody();
    await page.focus(at('roll'));
    await person.keys('Control', 'a');
    await person.keys('Control', 'c');
    await person.keys('Home');
    await person.keys('Control', 'v');
    await expect.poll(async () => (await melody()).length).toBe(2 * before.length);
    await person.keys('Control', 'z');
    await expect.poll(melody).toEqual(before);
    // The playhead went behind what was pasted.
    await person.keys('Control', 'v');
    const starts = async (): Promise<number> =>
      Math.max(...(await melody()).map(([, start]) => start));
    const length = Math.max(...before.map(([, , end]) => end));
    await expect.poll(starts).toBeGreaterThanOrEqual(length);
    await person.keys('Control', 'z');
    await expect.poll(melody).toEqual(before);

    for (const text of ['', 'words', '{"kind":"melodrift-notes-1","length":-1,"notes":[]}'])
      await person.ask(`(() => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', ${JSON.stringify(text)});
        const told = { clipboardData, bubbles: true, cancelable: true };
        document.querySelector('${at('roll')}').dispatchEvent(new ClipboardEvent('paste', told));
      })()`);
    expect(await melody()).toEqual(before);
    await picture(person, `roll-paste-${theme}-${locale}`);
  });
});
