/** Space over the roll: tapped it plays, held with a drag it pans. */
import { expect, test } from 'vitest';
import { PanKey } from '#renderer/roll/pan-key.ts';

test('space alone still plays, also when the keyboard repeats it', () => {
  const key = new PanKey();
  key.down();
  key.down();
  expect(key.held).toBe(true);
  expect(key.up()).toBe(true);
});

test('a pan does not start the music, and the next tap plays again', () => {
  const key = new PanKey();
  key.down();
  key.used();
  key.down();
  expect(key.up()).toBe(false);
  key.down();
  expect(key.up()).toBe(true);
});

test('space that was let go in another window neither plays nor stays held', () => {
  const key = new PanKey();
  key.down();
  key.forget();
  expect(key.held).toBe(false);
  expect(key.up()).toBe(false);
});
