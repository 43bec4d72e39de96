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
  return stage('unit and component tests', 'test/vitest.config.ts', 'unit', filters);
}

/** The stage of whole journeys, in a real browser and a real window, over what the build stage left. */
export function journeys(): Stage {
  return stage('journeys', 'test/app/vitest.config.ts', 'journeys', []);
}

/** More failed files than these are no accident of a busy machine. */
const HEARD_AGAIN = 2;

/**
 * A file or two that failed are run once more, alone, because windows, browsers and cables of MIDI can fail on a busy
 * machine; what passes then is named, because it still has to be looked at.
 */
function stage(title: string, config: string, name: string, filters: readonly string[]): Stage {
  return {
    title,
    run: async () => {
      const first = await vitest(config, name, filters);
      const files = failedFiles(first.report);
      const tally = tallyOf(first.report, first.code);
      if (files.length === 0 || files.length > HEARD_AGAIN) return tally;
      process.stdout.write(`\n=== Once more: ${(tally.names ?? []).join(', ')}\n`);
      const second = await vitest(config, `${name}-again`, files);
      return heardAgain(first.report, tallyOf(second.report, second.code));
    },
  };
}

async function vitest(
  config: string,
  name: string,
  filters: readonly string[],
): Promise<{ readonly report: unknown; readonly code: number }> {
  const folder = join(ROOT, 'artifacts');
  const file = join(folder, `${name}.json`);
  await mkdir(folder, { recursive: true });
  await rm(file, { force: true });
  const { code } = await show('node_modules/vitest/vitest.mjs', [
    ...['run', '--config', config],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ...filters,
  ]);
  return { report: await readReport(file), code };
}

/**
 * The sum of a run of which the failed files were run again: the second run counts in their place.
 *
 * @param first the JSON report of the whole run
 * @param second the sum of the failed files' second run
 */
export function heardAgain(first: unknown, second: Tally): Tally {
  const count = (status: string): number =>
    entriesOf(first, 'testResults')
      .filter((file) => !hasFailed(file))
      .flatMap((file) => entriesOf(file, 'assertionResults'))
      .filter((test) => valueOf(test, 'status') === status).length;
  return {
    passed: count('passed') + second.passed,
    failed: second.failed,
    skipped: count('pending') + count('skipped') + count('todo') + second.skipped,
    names: second.names ?? [],
    shaky: failedIn(first)
      .filter(({ name }) => !second.names?.some((failed) => failed.startsWith(name)))
      .map(withReason),
  };
}

const hasFailed = (file: unknown): boolean => valueOf(file, 'status') === 'failed';

/** The paths of the failed files of a vitest report, those that did not load among them. */
function failedFiles(report: unknown): readonly string[] {
  return entriesOf(report, 'testResults')
    .filter(hasFailed)
    .map((file) => String(valueOf(file, 'name')));
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
  const names = failedIn(report).map(withReason);
  return {
    passed: count('numPassedTests'),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: count('numPendingTests') + count('numTodoTests'),
    names: code !== 0 && names.length === 0 ? ['an error outside every test, see above'] : names,
  };
}

/** A test, or a file of which no test could run, that failed, and the first line of what it said. */
interface Failed {
  readonly name: string;
  readonly reason: string;
}

const withReason = ({ name, reason }: Failed): string =>
  reason === '' ? name : `${name} (${reason})`;

/** The failed tests of a vitest report, by file and title, or by file alone where none of its tests could run. */
function failedIn(report: unknown): readonly Failed[] {
  return entriesOf(report, 'testResults').flatMap((file) => {
    const name = basename(String(valueOf(file, 'name')));
    const failed = entriesOf(file, 'assertionResults')
      .filter((test) => valueOf(test, 'status') === 'failed')
      .map((test) => ({
        name: `${name}: ${String(valueOf(test, 'fullName'))}`,
        reason: firstLine(entriesOf(test, 'failureMessages')[0]),
      }));
    const whole = { name, reason: firstLine(valueOf(file, 'message')) || 'outside its tests' };
    return failed.length === 0 && hasFailed(file) ? [whole] : failed;
  });
}

const firstLine = (message: unknown): string =>
  typeof message === 'string' ? (message.trim().split('\n')[0] ?? '') : '';

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
