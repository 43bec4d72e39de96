/** A hand that edits as fast as the window shows it, until something dies; it knows when each edit was made. */
import { at, exists, until } from '../../app/walk.ts';
import { personAt } from '../../app/chromium.ts';
import type { Page } from 'puppeteer-core';

/** How many notes the roll's list says there are. */
const ROWS = `Number(document.querySelector('.roll table').getAttribute('aria-rowcount')) - 1`;

/** Edits in the sketch that is open, as the window shows them. */
export const editsShown = async (page: Page): Promise<number> =>
  (await personAt(page).ask<number>(ROWS)) - 1;

/** Opens the sketch, and takes its last note in the hand. */
export async function takeInHand(page: Page): Promise<void> {
  const me = personAt(page);
  await me.click(at('tab-sketches'));
  await until(me, exists(at('sketch-row')));
  await me.click(at('sketch-row'));
  await until(me, `${ROWS} >= 1`);
  await me.ask(`document.querySelector('${at('roll')}').focus()`);
  // To the last of all: what is copied from it is the last in its turn.
  await me.keys('Control', 'a');
  await me.keys('Control', 'ArrowLeft');
  await me.keys('Control', 'ArrowRight');
  await page.keyboard.down('Control');
}

/** What a hand did until it was stopped. */
export interface Deeds {
  /** When each edit was begun that the window showed, milliseconds since 1970. */
  readonly edits: readonly number[];
}

/** Something that dies, and how that is told to the hand. */
export interface End {
  readonly over: () => boolean;
  readonly came: Promise<void>;
}

/**
 * Duplicates the last note again and again, an edit a frame.
 * @param each called after each edit with how many there are
 */
export async function work(
  page: Page,
  end: End,
  each: (count: number) => Promise<void>,
): Promise<Deeds> {
  const edits: number[] = [];
  const one = async (): Promise<void> => {
    await page.keyboard.press('d');
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  };
  while (!end.over()) {
    const began = Date.now();
    // A page that is dead answers nothing, not even that.
    const done = await Promise.race([
      one().then(
        () => true,
        () => false,
      ),
      end.came.then(() => false),
    ]);
    if (!done) break;
    edits.push(began);
    await Promise.race([each(edits.length), end.came]);
  }
  return { edits };
}
