/** Journeys through the whole app, one after the other, since each has engines of its own. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/app/**/*.test.ts', 'test/desktop/**/*.test.ts'],
    fileParallelism: false,
    // The driver would tell of every command that it sends.
    env: { WDIO_LOG_LEVEL: 'error' },
    testTimeout: 300_000,
    // A busy machine is late, which is no fault of what is shown in the end.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 180_000,
  },
});
