/** Two kinds of tests under one command: plain Node, and components in a simulated page. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Whole-app tests run under WebdriverIO or by their own command, never here. */
const ELSEWHERE = ['test/desktop/**', 'test/app/**', 'test/bench/**', '**/node_modules/**'];

export default defineConfig({
  root,
  test: {
    // Unasked one core would be left free, which on a machine of two is half of it.
    maxWorkers: '100%',
    projects: [
      {
        root,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...ELSEWHERE, 'test/renderer/**'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        root,
        plugins: [svelte()],
        // Under Node the "browser" condition must be asked for, or Svelte's server half is loaded.
        resolve: { conditions: ['browser'] },
        test: {
          name: 'page',
          environment: 'jsdom',
          include: ['test/renderer/**/*.test.ts'],
          exclude: ELSEWHERE,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
