/** Learning that is interrupted in a real window: by the death of its engine it goes on by itself, by that of the window after one press. */
import { expect, test } from 'vitest';
import { findings } from './axe.ts';
import { opened } from './opened.ts';
import { personAt, visit } from './chromium.ts';
import { at, command, exists, picture, until, words } from './walk.ts';
import type { Person } from './person.ts';

const app = opened({ learnOnDrop: false, theme: 'dark' });

const STEP = `Number(document.querySelector('${at('facts')}')?.dataset.step ?? 0)`;
/** The step of the last checkpoint that the window has. */
const CHECKPOINT = `Number(document.querySelector('${at('learning')}').dataset.kept)`;
/** The number in some words. */
const numberIn = async (person: Person, id: string): Promise<number> =>
  Number(/\d+/u.exec((await words(person, at(id))).replaceAll(',', ''))?.[0]);

/** The step of the run that the browser keeps; 0 where it keeps none, or none with a checkpoint. */
const KEPT_STEP = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('melodrift', 1);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('autosaves').objectStore('autosaves').getAll();
    asked.onsuccess = () => {
      const run = asked.result.find(({ id }) => id.endsWith('.run'))?.bytes;
      if (run === undefined) return resolve(0);
      const end = 4 + new DataView(run.buffer, run.byteOffset).getUint32(0);
      resolve(JSON.parse(new TextDecoder().decode(run.subarray(4, end))).step);
    };
    opening.result.close();
  };
})`;

test('the engine dies: the same run goes on by itself from its last checkpoint', async () => {
  const me = app.person;
  await me.click(at('learn-button'));
  await until(me, `${CHECKPOINT} > 0`, 120);
  const pid = await app.pid('learning');
  if (pid === null) throw new Error('learning has a process');
  const kept = await me.ask<number>(CHECKPOINT);
  process.kill(pid, 'SIGKILL');
  await until(me, exists(at('went-on')), 60);
  const from = await numberIn(me, 'went-on');
  expect(from).toBeGreaterThanOrEqual(kept);
  await until(me, `${STEP} > ${from}`, 120);
  await picture(me, 'learning-went-on');
  // However much learning has to say, a few songs stay in sight.
  const height = `document.querySelector('${at('library')}').getBoundingClientRect().height`;
  expect(await me.ask<number>(height)).toBeGreaterThanOrEqual(190);
  expect(await app.pid('learning')).not.toBe(pid);
}, 300_000);

test('the window dies: the work is offered with the run, which one press goes on with to a model', async () => {
  await expect
    .poll(() => app.person.ask<number>(KEPT_STEP), { timeout: 60_000 })
    .toBeGreaterThan(0);
  const kept = await app.person.ask<number>(KEPT_STEP);
  const next = await app.page.browser().newPage();
  const address = app.page.url();
  await app.page.close({ runBeforeUnload: false });
  await next.bringToFront();
  await visit(next, address);
  const she = personAt(next);
  await until(she, exists(at('recovery-run')), 60);
  expect(await numberIn(she, 'recovery-run')).toBeGreaterThanOrEqual(kept);
  await picture(she, 'learning-offered');
  await she.click(at('recovery-recover'));
  await until(she, exists(at('interrupted')), 60);
  const from = await she.ask<number>(STEP);
  expect(await words(she, at('interrupted'))).toContain('Stopped at step');
  expect(await findings(next)).toEqual([]);
  await picture(she, 'learning-interrupted');
  await command(she, 'Simplified Chinese');
  await command(she, '浅色');
  await picture(she, 'learning-interrupted-zh-light');
  await command(she, '英文');
  await she.click(at('learn-go-on'));
  await until(she, exists(at('learn-stop')), 60);
  await until(she, `${STEP} > ${from}`, 120);
  await she.click(at('learn-stop'));
  await until(she, `document.querySelectorAll('${at('model-row')}').length === 2`, 120);
  expect(await words(she, `${at('model-row')} [aria-current] .name`)).toBe('Model 1');
  await expect.poll(() => she.ask<number>(KEPT_STEP), { interval: 1000, timeout: 10_000 }).toBe(0);
}, 300_000);
