/** An evening's use in a few seconds, that ends where it began: what it leaves behind is a leak. */
import { rm } from 'node:fs/promises';
import { expect } from 'vitest';
import type { OpenedInChromium } from '../chromium.ts';
import { draw } from '../drawn.ts';
import { at, command, drag, exists, mapAnswers, until } from '../walk.ts';

/** Sheets that are opened and closed, by the words of their commands. */
const SHEETS = [
  ['History of this project', 'history'],
  ['Versions of this project', 'snapshots'],
  ['About Melodrift and', 'about'],
  ['MIDI monitor', 'monitor-sheet'],
] as const;

/** Saves the project; answers the file. */
export async function save(app: OpenedInChromium): Promise<string> {
  return app.saved('.melodrift', () => command(app.person, 'Save project'));
}

/** One round from the project in `file`, back to it. */
export async function cycle(app: OpenedInChromium, file: string, turn: number): Promise<void> {
  const me = app.person;
  await mapAnswers(me);
  // Plays: phrases follow each other while the hand moves.
  const far = 0.63 + 0.02 * (turn % 5); // never where an opened project has the hand
  await drag(me, [0.35, 0.6], [far, 0.35]);
  await drag(me, [far, 0.35], [0.4, 0.55]);
  // Edits.
  await draw(me);
  await me.keys('Control', 'z');
  await me.keys('Control', 'y');
  // Listens to a song.
  await me.click(at('tab-songs'));
  await me.ask(`document.querySelector('${at('audition')}').click()`);
  await until(
    me,
    `document.querySelector('${at('audition')}').getAttribute('aria-pressed') === 'true'`,
  );
  await me.ask(`document.querySelector('${at('audition')}').click()`);
  // Looks at every view.
  const [words, id] = SHEETS[turn % SHEETS.length] ?? SHEETS[0];
  await command(me, words);
  await until(me, exists(at(id)));
  await me.keys('Escape');
  await until(me, `!(${exists(at(id))})`);
  for (const shown of [true, false]) {
    await command(me, 'Arrangement');
    await until(me, `${exists(at('arrange'))} === ${String(shown)}`);
  }
  // Saves, beside the file that it goes back to.
  await rm(await save(app));
  // Opens the project as it was.
  await me.drop([file]);
  const sketches = (): Promise<string> =>
    me.ask(`document.querySelector('${at('tab-sketches')} em').textContent`);
  await expect.poll(sketches).toBe('0');
}
