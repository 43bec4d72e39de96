/** The window is hidden while it plays: what an audience hears then must be what it heard before, on its time. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hanging, PORT_LOG, sentTo, strikes } from '../app/port-log.ts';
import { at, demoIsOpen, onMap, place, sounding, until } from '../app/walk.ts';
import { openPacked, type Packed } from './packed.ts';
import type { Sent } from '../app/port-log.ts';

/** Seconds by which a note may be off the place that it had in the round before: ports follow the sound, which stumbles on a busy machine. */
const OFF = 0.05;
/** Rounds that are compared. */
const ROUNDS = 2;

let app: Packed;
let folder = '';
let log = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  log = path.join(folder, 'port.jsonl');
  process.env[PORT_LOG] = log;
  app = await openPacked(folder);
  await demoIsOpen(app.person);
});
afterAll(async () => {
  delete process.env[PORT_LOG];
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Hides the window, or shows it again, as the desk does. */
const hide = (hidden: boolean): Promise<boolean | undefined> =>
  app.session.electron.execute((electron, away) => {
    const window = electron.BrowserWindow.getAllWindows()[0];
    if (away) window?.hide();
    else window?.show();
    return window?.isVisible();
  }, hidden);

const sinceOf = async (from: number): Promise<readonly Sent[]> =>
  strikes((await sentTo(log)).slice(from));

/** Whether anything goes out just now. */
const sounds = `Number(document.querySelector('${at('meter')}').dataset.level) > 0.01`;

test('a sound that the system takes away comes back: by itself, hidden too, or with her next press', async () => {
  const me = app.person;
  // Each note tells of the context that it sounds in.
  await me.ask(`(() => {
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (...when) {
      window.heardIn = this.context;
      return start.apply(this, when);
    };
  })()`);
  await place(me, 0.3, -0.2);
  await until(me, `window.heardIn?.state === 'running' && ${sounds}`, 60);
  const suspended = (): Promise<number> =>
    me.ask(`(window.taken = 0, heardIn.addEventListener('statechange', () => {
      if (heardIn.state === 'suspended') window.taken += 1;
    }), heardIn.suspend(), 0)`);
  await suspended();
  await until(me, `window.taken > 0 && heardIn.state === 'running' && ${sounds}`, 60);
  expect(await hide(true)).toBe(false);
  await suspended();
  await until(me, `window.taken > 0 && heardIn.state === 'running'`, 60);
  expect(await hide(false)).toBe(true);
  await until(me, sounds, 60);
  // A system that gives nothing back by itself.
  await me.ask(`(heardIn.resume = () => Promise.reject(new Error('no')), heardIn.suspend(), 0)`);
  await until(me, `document.body.textContent.includes('Audio suspended')`, 60);
  expect(await me.ask(`heardIn.state`)).toBe('suspended');
  await me.ask(`delete heardIn.resume`);
  await me.hold(await onMap(me, 0.4, 0.5));
  await me.letGo();
  await until(me, `heardIn.state === 'running' && ${sounds}`, 60);
  await until(me, `!document.body.textContent.includes('Audio suspended')`, 60);
}, 240_000);

test('hidden, the phrase goes round at its port as before, and the hand that moves by itself moves on', async () => {
  const me = app.person;
  await me.click(at('output'));
  await until(me, `document.querySelectorAll('[data-menu-item]').length > 1`);
  await me.ask(`document.querySelectorAll('[data-menu-item]')[1].click()`);
  await place(me, 0.3, -0.2);
  // What played before goes on to the end of its bar, at this port too.
  await expect
    .poll(async () => (await sounding(me)).place, { timeout: 30_000 })
    .toEqual({ x: 0.3, y: -0.2 });
  await expect.poll(async () => hanging(await sentTo(log)), { timeout: 30_000 }).toBeGreaterThan(0);
  const { notes } = await sounding(me);
  expect(await hide(true)).toBe(false);
  const from = (await sentTo(log)).length;
  await expect
    .poll(async () => (await sinceOf(from)).length, { timeout: 60_000 })
    .toBeGreaterThanOrEqual((ROUNDS + 1) * notes.length);
  const heard = await sinceOf(from);
  const round = (heard[notes.length]?.seconds ?? 0) - (heard[0]?.seconds ?? 0);
  expect(round).toBeGreaterThan(1);
  // A chord's notes come in any order.
  const inRound = (turn: number): readonly string[] =>
    heard
      .slice(turn * notes.length, (turn + 1) * notes.length)
      .map(({ bytes: [status, pitch] }) => `${String(status)} ${String(pitch)}`)
      .sort();
  for (let turn = 1; turn < ROUNDS; turn += 1) {
    expect(inRound(turn)).toEqual(inRound(0));
    for (let index = 0; index < notes.length; index += 1) {
      const now = heard[turn * notes.length + index]?.seconds ?? 0;
      const then = heard[index]?.seconds ?? 0;
      expect(Math.abs(now - then - turn * round)).toBeLessThan(OFF);
    }
  }

  const x = `Number(document.querySelector('.pad input[type=number]').value)`;
  await me.ask(`document.querySelector('${at('motion-play')}').click()`);
  await until(me, `${x} > 0.6`, 60);
  await until(me, `${x} < 0`, 60);
  expect(await hide(false)).toBe(true);
  await me.click(at('stop'));
  await expect.poll(async () => hanging(await sentTo(log))).toBe(0);
}, 240_000);
