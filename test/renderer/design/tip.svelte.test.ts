/** The words beside a control: they are those of now, also while they are being read. */
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tooltip } from '#renderer/design/tip.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const shown = (): string | undefined => document.querySelector('.tip')?.textContent;

test('a tooltip that shows follows the language, and goes with what it says', () => {
  let words = $state<string | null>('Star');
  const button = document.body.appendChild(document.createElement('button'));
  const other = document.body.appendChild(document.createElement('button'));
  const end = $effect.root(() => {
    tooltip(() => (words === null ? null : { text: words }))(button);
    tooltip(() => ({ text: `other ${String(words)}` }))(other);
  });
  flushSync();
  expect(shown()).toBeUndefined();
  button.dispatchEvent(new Event('pointerenter'));
  vi.advanceTimersByTime(600);
  expect(shown()).toBe('Star');
  words = '星标';
  flushSync();
  expect(shown()).toBe('星标');
  words = null;
  flushSync();
  expect(shown()).toBeUndefined();
  end();
});
