/**
 * Each process of the packaged app is killed at random moments of work: what a person loses is at most two seconds of it.
 * `MELODRIFT_KILLS` says how many moments a process, `MELODRIFT_SEED` which.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { seededRandom } from '#main/latent/random.ts';
import { ARTIFACTS } from '../app/walk.ts';
import { clear, DURING, house, loseFrame, loseHost, openWork, start } from './kills/moment.ts';
import { rowsOf, tableOf, type Row } from './kills/table.ts';
import { screen } from './screen.ts';
import type { Alone } from './alone.ts';
import type { House, Loss, Lying, Plan, Victim } from './kills/moment.ts';
import type { Screen } from './screen.ts';

const MOMENTS = Number(process.env['MELODRIFT_KILLS'] ?? 2);
const SEED = Number(process.env['MELODRIFT_SEED'] ?? 1);
/** Milliseconds of work that a death may cost. */
const MOST = 2000;
/** A test may take so long for each of its moments. */
const PATIENCE = 120_000;

/** Moments of a process: edits, saves and learning in turn, when by chance. The hand saves just before it happens. */
function plans(first: number): readonly Plan[] {
  const random = seededRandom(SEED * 5 + first);
  const below = (most: number): number => Math.floor(random() * most);
  return Array.from({ length: MOMENTS }, (_, index) => {
    const during = DURING[(first + index) % DURING.length] ?? 'edits';
    return { during, edits: 1 + below(25), milliseconds: below(during === 'saves' ? 250 : 900) };
  });
}

/** Where there are many moments, whoever waits wants to see them. */
function tell(victim: Victim, loss: Loss): void {
  if (MOMENTS > 5) process.stdout.write(`${JSON.stringify({ victim, ...loss })}\n`);
}

const rows: Row[] = [];
let shown: Screen;
let home: House;
beforeEach(async () => {
  shown = await screen();
  home = await house(shown.display);
});
afterEach(async () => {
  await clear(home);
  await shown.off();
});
afterAll(async () => {
  const report = { seed: SEED, moments: MOMENTS, rows };
  process.stdout.write(`seed ${String(SEED)}\n${tableOf(rows)}\n`);
  await mkdir(ARTIFACTS, { recursive: true });
  await writeFile(path.join(ARTIFACTS, 'kills.json'), JSON.stringify(report, null, 1));
});

test.each([
  ['main', 0],
  ['window', 1],
] as const)(
  'whenever the %s process dies, at most two seconds of work are gone, and never the saved file',
  async (victim, first) => {
    const losses: Loss[] = [];
    let now: { readonly app: Alone; readonly lying: Lying } = {
      app: await start(home),
      lying: 'other',
    };
    for (const plan of plans(first)) {
      const found = await loseFrame(home, now, victim, plan);
      now = found;
      losses.push(found.loss);
      tell(victim, found.loss);
      expect(found.loss.milliseconds, JSON.stringify(plan)).toBeLessThanOrEqual(MOST);
    }
    await now.app.page.browser().disconnect();
    rows.push(...rowsOf(victim, losses));
    expect(losses.every(({ done }) => done > 0)).toBe(true);
  },
  MOMENTS * PATIENCE,
);

test.each([
  ['answering', 2],
  ['learning', 3],
  ['midi', 4],
] as const)(
  'whenever the %s process dies, no edit is gone, and it is there again',
  async (victim, first) => {
    const { page } = await start(home);
    await openWork(home, page, 'other');
    const losses: Loss[] = [];
    for (const plan of plans(first)) {
      const loss = await loseHost(home, page, victim, plan);
      losses.push(loss);
      tell(victim, loss);
      expect(loss.back, JSON.stringify(plan)).toBe(loss.done);
    }
    rows.push(...rowsOf(victim, losses));
    await page.browser().disconnect();
  },
  MOMENTS * PATIENCE,
);
