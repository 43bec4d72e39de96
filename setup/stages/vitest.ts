// The tests under vitest, counted by its own report rather than by reading its words.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../ready.ts';
import { show, type Stage, type Tally } from './stage.ts';

/**
 * The stage of unit and component tests.
 *
 * @param filters parts of file names; empty for every test
 */
export function tests(filters: readonly string[]): Stage {
  return vitest('unit and component tests', 'test/vitest.config.ts', 'unit', filters);
}

/** The stage of whole journeys, in a real browser and a real window, over what the build stage left. */
export function journeys(): Stage {
  return vitest('journeys', 'test/app/vitest.config.ts', 'journeys', []);
}

function vitest(title: string, config: string, report: string, filters: readonly string[]): Stage {
  return {
    title,
    run: async () => {
      const folder = join(ROOT, 'artifacts');
      const file = join(folder, `${report}.json`);
      await mkdir(folder, { recursive: true });
      await rm(file, { force: true });
      const { code } = await show('node_modules/vitest/vitest.mjs', [
        ...['run', '--config', config],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
        ...filters,
      ]);
      return tallyOf(await readReport(file), code);
    },
  };
}

/**
 * Counts a vitest report. A run that failed without a failed test (a file that does not load, an
 * error between tests) counts as one failure: it must never look green.
 *
 * @param report the parsed JSON report, or null where vitest left none
 * @param code vitest's exit code
 * @example tallyOf({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1 }, 0) // { passed: 3, failed: 0, skipped: 1 }
 */
export function tallyOf(report: unknown, code: number): Tally {
  const count = (name: string): number =>
    typeof report === 'object' && report !== null
      ? Number(Object.entries(report).find(([key]) => key === name)?.[1] ?? 0)
      : 0;
  const failed = count('numFailedTests');
  return {
    passed: count('numPassedTests'),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: count('numPendingTests') + count('numTodoTests'),
  };
}

async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (problem) {
    // vitest ends without a report when it cannot even start; its exit code then counts.
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return null;
    throw problem;
  }
}
