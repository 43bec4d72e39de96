/** In a browser a sketch is dragged out by an address that the browser itself writes to a file: with its name and every note. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { opened } from './opened.ts';
import { draw } from './drawn.ts';
import { at, command, exists, spotIn, until, words } from './walk.ts';

const app = opened({ learnOnDrop: false });

test('the dragged row carries the file, and let go in its own window it is no new song', async () => {
  const me = app.person;
  await draw(me);
  const { x, y } = await spotIn(me, `${at('sketch-row')} .main`, 0.3, 0.5);
  await me.ask(`document.addEventListener('dragstart', ({ dataTransfer }) => {
    window.carried = dataTransfer.getData('DownloadURL');
  }), 0`);
  await me.hold({ x, y });
  for (const by of [4, 12, 40]) await me.glide({ x: x + by, y: y + by });
  await until(me, `typeof window.carried === 'string'`);
  await me.letGo();
  const [kind, name, address] =
    /^([^:]+):([^:]+):(blob:.+)$/u.exec(await me.ask<string>('window.carried'))?.slice(1) ?? [];
  expect([kind, name]).toEqual(['audio/midi', 'Drift 01.mid']);
  const carried = await app.saved('.mid', () =>
    me.ask(`(() => {
      const link = document.createElement('a');
      link.href = ${JSON.stringify(address)};
      link.download = 'carried.mid';
      link.click();
    })()`),
  );
  const exported = await app.saved('.mid', () => command(me, 'Export'));
  expect(await readFile(carried)).toEqual(await readFile(exported));
  expect(await me.ask(`document.querySelectorAll('${at('import-row')}').length`)).toBe(0);
});

test('where no file can be copied, it says what can be done instead', async () => {
  await command(app.person, 'Copy the sketch as a MIDI file');
  await until(app.person, exists(at('toast')));
  expect(await words(app.person, at('toast'))).toContain('Export the sketch');
});
