/** Journeys through the whole app: alone on the machine where time or sound is asked for, two at a time where not. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Hands and eyes only: nothing that they ask depends on when it happens, and nothing is learned. */
const UNHURRIED = [
  'arrange',
  'beats',
  'clipboard',
  'drag-out',
  'everyone',
  'history-list',
  'roll',
  'roll-*',
  'snapshots',
  'views',
].map((name) => `test/app/${name}.test.ts`);

const common = {
  root,
  // The driver would tell of every command that it sends.
  env: { WDIO_LOG_LEVEL: 'error' },
  testTimeout: 300_000,
  // A busy machine is late, which is no fault of what is shown in the end.
  expect: { poll: { timeout: 20_000 } },
  hookTimeout: 180_000,
};

export default defineConfig({
  root,
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unhurried',
          include: UNHURRIED,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: 'alone',
          include: ['test/app/**/*.test.ts', 'test/desktop/**/*.test.ts'],
          exclude: UNHURRIED,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
