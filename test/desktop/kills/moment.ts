/** One moment of a kill: the app at work, one of its processes gone without a word, and what of the work is there afterwards. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { gate } from '#main/protocol/gate.ts';
import { personAt } from '../../app/chromium.ts';
import { at, exists, mapAnswers, until } from '../../app/walk.ts';
import { handOver, lookAt, startAlone, type Alone } from '../alone.ts';
import { processOf, withWord } from '../processes.ts';
import { editsShown, takeInHand, work } from './hand.ts';
import { begun, editsKept, editsSaved } from './work.ts';
import type { HostName } from '#main/protocol/hosts.ts';
import type { Page } from 'puppeteer-core';

/** What is killed, and during what. */
export type Victim = 'main' | 'window' | HostName;
export const DURING = ['edits', 'saves', 'learning'] as const;
export type During = (typeof DURING)[number];

/** When it dies: so many milliseconds after so many edits. */
export interface Plan {
  readonly during: During;
  readonly edits: number;
  readonly milliseconds: number;
}

/** What it cost. */
export interface Loss {
  readonly during: During;
  /** Edits that the window had shown, and those that came back. */
  readonly done: number;
  readonly back: number;
  /** Age of the oldest edit that did not come back when the process died; 0 where all did. */
  readonly milliseconds: number;
  /** Where the work was found: unsaved work that was recovered, the saved file, or the window itself. */
  readonly from: 'unsaved' | 'file' | 'window';
}

/** An app with its own home and the one project in it. */
export interface House {
  readonly folder: string;
  readonly file: string;
  readonly display: string;
}

export async function house(display: string): Promise<House> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  const file = path.join(folder, 'work.melodrift');
  await mkdir(path.join(folder, 'home'));
  await writeFile(file, await begun());
  return { folder, file, display };
}

/** Ends whatever runs in a house, and the house. */
export async function clear({ folder }: House): Promise<void> {
  for (const pid of await withWord(folder)) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Starts the app of a house. */
export const start = ({ folder, display }: House): Promise<Alone> => startAlone(folder, display);

/** What lies in the window: neither the work nor anything unsaved, the work as it was saved, or the work unsaved. */
export type Lying = 'other' | 'saved' | 'unsaved';

/** Double-clicks the project where it is not there as it was saved. @returns the edits in it */
export async function openWork(home: House, page: Page, lying: Lying): Promise<number> {
  const me = personAt(page);
  if (lying !== 'saved') expect(await handOver(home.folder, home.display, home.file)).toBe(0);
  if (lying === 'unsaved') {
    await me.click(at('unsaved-discard'));
    await vi.waitUntil(async () => (await unsaved(home)).length === 0, 30_000);
  }
  const before = editsSaved(await readFile(home.file));
  await takeInHand(page);
  await expect.poll(() => editsShown(page)).toBe(before);
  return before;
}

/** Works until `victim` dies by the plan. @returns when each edit was begun, and when it died */
export async function workUntilKilled(
  { folder }: House,
  page: Page,
  victim: Victim,
  plan: Plan,
): Promise<{ readonly edits: readonly number[]; readonly died: number }> {
  const me = personAt(page);
  if (plan.during === 'learning' || victim === 'learning') await learnOn(page);
  const pid = await running(folder, victim);
  const death = gate();
  let died = 0;
  const kill = (): void => {
    died = Date.now();
    process.kill(pid, 'SIGKILL');
    death.open();
  };
  await me.ask(`document.querySelector('${at('roll')}').focus()`);
  const end = { over: () => died > 0, came: death.opened };
  const { edits } = await work(page, end, async (count) => {
    if (plan.during === 'saves' && (count % 9 === 0 || count === plan.edits))
      await page.keyboard.press('s');
    // Nothing is waited for here: the process dies when it dies, whatever goes on.
    if (count === plan.edits) setTimeout(kill, plan.milliseconds);
  });
  return { edits, died };
}

/** A process, which may be about to start. */
async function running(folder: string, victim: Victim): Promise<number> {
  const found = await vi.waitUntil(() => processOf(folder, victim), 60_000);
  if (found === null) throw new Error(`${victim} does not run`);
  return found;
}

/** Learning goes on. */
async function learnOn(page: Page): Promise<void> {
  const me = personAt(page);
  if (await me.ask<boolean>(exists(at('learn-stop')))) return;
  const offered = await me.ask<boolean>(exists(at('learn-go-on')));
  await me.click(at(offered ? 'learn-go-on' : 'learn-button'));
  await until(me, exists(at('learn-stop')), 60);
}

/** The files of unsaved work. */
async function unsaved({ folder }: House): Promise<readonly string[]> {
  const place = path.join(folder, 'home/autosaves');
  const names = existsSync(place) ? await readdir(place) : [];
  return names.filter((name) => name.endsWith('.autosave')).map((name) => path.join(place, name));
}

/** The edits that are safe outside every process. */
async function onDisk(home: House): Promise<number> {
  const [left] = await unsaved(home);
  return left === undefined
    ? editsSaved(await readFile(home.file))
    : editsKept(await readFile(left));
}

/** What a person has once main or window is back: the unsaved work that is offered, or else the file. */
async function recovered(home: House, page: Page): Promise<Pick<Loss, 'back' | 'from'>> {
  const me = personAt(page);
  // Whatever is offered: the file that she saved is whole.
  const inFile = editsSaved(await readFile(home.file));
  const [left] = await unsaved(home);
  if (left === undefined) return { back: inFile, from: 'file' };
  const kept = editsKept(await readFile(left));
  await until(me, exists(at('recovery')), 60);
  await me.click(at('recovery-recover'));
  await until(me, `!(${exists(at('recovery'))})`);
  await me.click(at('tab-sketches'));
  await until(me, exists(at('sketch-row')));
  await me.click(at('sketch-row'));
  await expect.poll(() => editsShown(page)).toBe(kept);
  return { back: kept, from: 'unsaved' };
}

/** Main or the window dies; the app is there again, and she takes what it offers. @returns the app as it is then, too */
export async function loseFrame(
  home: House,
  { app, lying }: { readonly app: Alone; readonly lying: Lying },
  victim: 'main' | 'window',
  plan: Plan,
): Promise<{ readonly app: Alone; readonly lying: Lying; readonly loss: Loss }> {
  const before = await openWork(home, app.page, lying);
  const { edits, died } = await workUntilKilled(home, app.page, victim, plan);
  await app.page.browser().disconnect();
  // Nobody kills the others: they must see by themselves that there is nobody left to work for.
  if (victim === 'main') await vi.waitUntil(() => isEmpty(home), 10_000);
  const next = victim === 'main' ? await start(home) : { ...app, page: await seeAgain(app) };
  const { back, from } = await recovered(home, next.page);
  // One edit may have been made that nobody saw any more.
  expect(back - before).toBeLessThanOrEqual(edits.length + 1);
  const oldest = edits[back - before];
  const milliseconds = oldest === undefined ? 0 : died - oldest;
  const loss = { during: plan.during, done: edits.length, back: back - before, milliseconds, from };
  // A window that is loaded again has the project that was open; the app that is started again has the demo.
  const saved = victim === 'window' ? 'saved' : 'other';
  return { app: next, lying: from === 'unsaved' ? 'unsaved' : saved, loss };
}

/** A window that is still dead cannot be looked at. */
const seeAgain = ({ endpoint }: Alone): Promise<Page> =>
  vi.waitFor(() => lookAt(endpoint), { timeout: 90_000, interval: 200 });

const isEmpty = async ({ folder }: House): Promise<boolean> =>
  (await withWord(folder)).length === 0;

/** A host dies: the window keeps the work, and the host is there again. */
export async function loseHost(
  home: House,
  page: Page,
  victim: HostName,
  plan: Plan,
): Promise<Loss> {
  const me = personAt(page);
  const before = await editsShown(page);
  const dead = await workUntilKilled(home, page, victim, plan);
  const done = before + dead.edits.length;
  await expect.poll(() => editsShown(page)).toBeGreaterThanOrEqual(done);
  // A run goes on by itself; one that was over meanwhile needs no engine until the next, and one whose engine died again
  // and again before it got any further is offered to her.
  const idle = `${exists(at('learn-button'))} || ${exists(at('learn-go-on'))}`;
  const again = async (): Promise<boolean> =>
    (victim === 'learning' && (await me.ask<boolean>(idle))) ||
    (await processOf(home.folder, victim)) !== null;
  await vi.waitUntil(again, { timeout: 60_000, interval: 100 });
  await mapAnswers(me);
  // What the window has is not lost later either.
  const back = await editsShown(page);
  await expect.poll(() => onDisk(home)).toBe(back);
  const all = { done: done - before, back: Math.min(back, done) - before };
  return { during: plan.during, ...all, milliseconds: 0, from: 'window' };
}
