/** Work that a person loses where it is not kept: a phrase of the map with a note drawn into it, and how it is read back. */
import { expect } from 'vitest';
import { unpackAutosave } from '#main/project/autosave.ts';
import { at, drag, exists, spotIn, until } from './walk.ts';
import type { Person } from './person.ts';

/** Every note of the roll as the table for screen readers says it. */
export const notes = (me: Person): Promise<readonly string[]> =>
  me.ask(
    `[...document.querySelectorAll('.roll table tbody tr')].map((row) => row.textContent.trim())`,
  );

/** Draws a note into a kept phrase, without saving. */
export async function draw(me: Person): Promise<void> {
  await drag(me, [0.4, 0.6], [0.6, 0.35]);
  await me.click(at('keep-sketch'));
  await me.click(at('tab-sketches'));
  await until(me, exists(at('sketch-row')));
  const rows = (): Promise<string> =>
    me.ask(`document.querySelector('.roll table').getAttribute('aria-rowcount')`);
  const kept = await rows();
  await me.twice(await spotIn(me, at('roll'), 0.6, 0.3));
  await expect.poll(rows).not.toBe(kept);
}

/** Edits that `draw` makes: a phrase kept, a note drawn. */
export const EDITS = 2;

/** How many edits these bytes of unsaved work hold; null where they cannot be read. */
export function editsKept(bytes: Uint8Array): number | null {
  return unpackAutosave(bytes)?.history.past.length ?? null;
}
