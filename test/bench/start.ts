/** `bench start`: how long a person waits from opening the app to the first sound that she makes on the map, in the browser's door. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { launch, type Page } from 'puppeteer-core';
import { buildPage } from '#setup/build.ts';
import type { BenchOptions } from './step.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Seconds that a person would wait at most, and milliseconds after which a round has failed. */
const GOAL = 5;
const LOST = 180_000;

/** Milliseconds from the beginning to each thing that a person waits for. */
interface Opening {
  readonly door: number;
  readonly window: number;
  readonly map: number;
  readonly sound: number;
}

/** The door as `npm start` opens it where there is no display; answers its address. */
async function opened() {
  const child = spawn(process.execPath, [join(ROOT, 'setup/door.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address !== undefined) return { child, address };
  }
  throw new Error('the door did not open');
}

/** A drag over the middle of the map, as soon as it has a model. */
async function drag(page: Page): Promise<void> {
  const hand = await page.waitForSelector('.pad .hand', { timeout: LOST });
  const box = await hand?.boundingBox();
  if (!box) throw new Error('the map is not to be seen');
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.4 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.5 * box.height, { steps: 5 });
  await page.mouse.up();
}

/** Opens everything, makes a sound, closes everything. */
async function openOnce(): Promise<Opening> {
  const began = performance.now();
  const since = () => performance.now() - began;
  const { child, address } = await opened();
  const door = since();
  const browser = await launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    defaultViewport: { width: 1440, height: 900 },
    protocolTimeout: LOST,
  });
  try {
    const page = await browser.newPage();
    await page.goto(address, { timeout: LOST });
    await page.waitForSelector('[data-testid="library"]', { timeout: LOST });
    const window = since();
    await page.waitForSelector('.pad input[type=number]', { timeout: LOST });
    const map = since();
    await drag(page);
    const loud = "Number(document.querySelector('[data-testid=meter]')?.dataset.level) > 0.01";
    await page.waitForFunction(loud, { polling: 'raf', timeout: LOST });
    return { door, window, map, sound: since() };
  } finally {
    await browser.close();
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}

/** Medians of rounds after one that warms up: the door, the window, the map's model, the first sound (milliseconds from the start). */
export async function start({ seconds }: BenchOptions): Promise<object> {
  await buildPage();
  await openOnce();
  const rounds: Opening[] = [];
  const end = performance.now() + 1000 * seconds;
  while (rounds.length < 3 || performance.now() < end) rounds.push(await openOnce());
  const median = (of: (opening: Opening) => number): number =>
    rounds.map(of).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? Number.NaN;
  const sound = median((each) => each.sound);
  return {
    rounds: rounds.length,
    door: median((each) => each.door),
    window: median((each) => each.window),
    map: median((each) => each.map),
    sound,
    goal: `opening the app, warm, to first sound <= ${GOAL} s`,
    pass: sound <= 1000 * GOAL,
  };
}
