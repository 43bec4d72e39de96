// The tests under vitest, counted by its own report rather than by reading its words.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
 * @example tallyOf({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1 }, 0) // { passed: 3, failed: 0, skipped: 1, names: [] }
 */
export function tallyOf(report: unknown, code: number): Tally {
  const count = (name: string): number => Number(valueOf(report, name) ?? 0);
  const failed = count('numFailedTests');
  return {
    passed: count('numPassedTests'),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: count('numPendingTests') + count('numTodoTests'),
    names:
      failed === 0 && code !== 0 ? ['an error outside every test, see above'] : failedIn(report),
  };
}

/** The failed tests of a vitest report, by file and title; nothing where it says none. */
function failedIn(report: unknown): readonly string[] {
  return entriesOf(report, 'testResults').flatMap((file) =>
    entriesOf(file, 'assertionResults')
      .filter((test) => valueOf(test, 'status') === 'failed')
      .map(
        (test) =>
          `${basename(String(valueOf(file, 'name')))}: ${String(valueOf(test, 'fullName'))}`,
      ),
  );
}

function entriesOf(value: unknown, key: string): readonly unknown[] {
  const found = valueOf(value, key);
  return Array.isArray(found) ? found : [];
}

function valueOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
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
