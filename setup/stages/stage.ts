// What `npm run check` and `npm test` are made of: stages that run in order, each counted, none hiding another.
import { spawn } from 'node:child_process';
import { ROOT } from '../ready.ts';

/** How many checks or tests of a stage passed, failed and were skipped. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The names of what failed, said again under the sum. */
  readonly names?: readonly string[];
  /** The names of what failed first and passed when it was run again. */
  readonly shaky?: readonly string[];
}

/** One heading of the output and what happens under it. */
export interface Stage {
  readonly title: string;
  readonly run: () => Promise<Tally>;
}

/** What a program that ran before everyone's eyes left behind. */
export interface Seen {
  readonly code: number;
  readonly text: string;
}

/**
 * Runs a program of the installed packages in the repository, showing its output as it comes.
 *
 * @param script the program's JavaScript file below `node_modules`, or a .ts file of the house
 * @param args its arguments
 * @returns its exit code (1 when a signal ended it) and all that it wrote
 */
export function show(script: string, args: readonly string[]): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', MALLOC_ARENA_MAX: '2' },
    });
    const chunks: Buffer[] = [];
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      from.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        to.write(chunk);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? 1, text: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/**
 * A stage that is one check: a program that is content or not.
 *
 * @param title its heading
 * @param script as for {@link show}
 * @param args its arguments
 */
export function check(title: string, script: string, args: readonly string[]): Stage {
  return {
    title,
    run: async () => {
      const { code } = await show(script, args);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    },
  };
}

/**
 * Runs every stage, also after one that failed, and ends with a line of its own that sums them all.
 *
 * @param rounds one after the other; the stages of a round run at the same time
 * @returns exit code: 0 when nothing failed and something ran
 */
export async function report(rounds: readonly (readonly Stage[])[]): Promise<number> {
  const began = performance.now();
  const lines: string[] = [];
  let total: Tally = { passed: 0, failed: 0, skipped: 0 };
  const one = async ({ title, run }: Stage): Promise<void> => {
    const start = performance.now();
    const tally = await run();
    const line = `${title}: ${words(tally)} in ${seconds(start)} s`;
    lines.push(tally.failed > 0 ? `✗ ${line}` : `  ${line}`);
    for (const name of tally.names ?? []) lines.push(`    ✗ ${name}`);
    for (const name of tally.shaky ?? []) lines.push(`    ~ passed only when run again: ${name}`);
    total = sum(total, tally);
  };
  for (const round of rounds) {
    process.stdout.write(`\n=== ${round.map(({ title }) => title).join(' | ')}\n`);
    await Promise.all(round.map(one));
  }
  process.stdout.write(`\n=== In all, ${seconds(began)} s\n${lines.join('\n')}\n\n`);
  process.stdout.write(`${words(total)}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

function sum(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

function words({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
