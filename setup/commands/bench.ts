// `npm run -s bench -- NAME… [--json]`: measurements beside named peers, a JSON line each; set-up speaks on standard error.
import { join } from 'node:path';
import { ready, ROOT } from '../ready.ts';
import { become } from '../stages/become.ts';

/** @returns the measurements' own exit code */
export default async function bench(args: readonly string[]): Promise<number> {
  const windowed = args.includes('together');
  await ready([
    'tensorflow',
    ...(args.includes('midi') ? (['jack'] as const) : []),
    ...(windowed ? (['browser'] as const) : []),
  ]);
  // Loaded only now: it imports packages that set-up has just brought.
  if (windowed) await (await import('../build.ts')).buildAll();
  return become([join(ROOT, 'test/bench/bench.ts'), ...args], { cwd: ROOT });
}
