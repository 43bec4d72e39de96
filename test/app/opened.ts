/** The app as a journey has it: open with its demo before the first test, closed after the last. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openInChromium, type OpenedInChromium } from './chromium.ts';
import { at, demoIsOpen, exists, place, until } from './walk.ts';
import type { Person } from './person.ts';

/** An app that opens and closes with the tests that it is declared beside. */
export interface Journey extends Omit<OpenedInChromium, 'close'> {
  /** Where its downloads go; a test may put files of its own here. Gone after the last test. */
  readonly folder: string;
}

/**
 * Declares an app for the tests of this file or `describe`.
 *
 * @param preferences as if they had been chosen before
 * @param ready what is done before the first test, once the demo is open
 */
export function opened(
  preferences: Readonly<Record<string, unknown>> = {},
  ready: (app: Journey) => Promise<void> = () => Promise.resolve(),
): Journey {
  let folder = '';
  let app: OpenedInChromium | null = null;
  const there = (): OpenedInChromium => {
    if (app === null) throw new Error('the app opens before the first test, not before that');
    return app;
  };
  const journey: Journey = {
    get folder() {
      return folder;
    },
    get page() {
      return there().page;
    },
    get person() {
      return there().person;
    },
    pid: (host) => there().pid(host),
    saved: (ending, act) => there().saved(ending, act),
  };
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
    app = await openInChromium(folder, preferences);
    await demoIsOpen(app.person);
    await ready(journey);
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return journey;
}

/** A phrase of the map sounds, and the music is stopped. */
export async function phraseStands(me: Person): Promise<void> {
  await place(me, 0.2, -0.3);
  await until(me, exists(`${at('sounding-notes')} li`));
  await me.click(at('stop'));
}

/** That phrase is kept as a sketch, and the roll's tools can be used. */
export async function sketchStands(me: Person): Promise<void> {
  await phraseStands(me);
  await me.keys('Control', 'Enter');
  await until(me, `!document.querySelector('${at('tool-draw')}').ariaDisabled`);
  // The mouse rests on nothing that would say its name in the middle of something else.
  await me.glide({ x: 1, y: 1 });
}
