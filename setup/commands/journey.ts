// `npm run journey [-- NAME…]`: whole journeys in a real browser and in the packaged app, all or by parts of their files' names; `--whole` learns for a minute in each.
import { ready } from '../ready.ts';
import { show } from '../stages/stage.ts';

/** @returns exit code 0 when every step of every journey went well */
export default async function journey(args: readonly string[]): Promise<number> {
  if (args.includes('--whole')) process.env['MELODRIFT_WHOLE'] = 'yes';
  await ready(['tensorflow', 'browser', 'electron']);
  // Loaded only now: it imports packages that set-up has just brought.
  const { buildAll } = await import('../build.ts');
  await buildAll();
  const { packForTests } = await import('../packing.ts');
  await packForTests();
  const vitest = 'node_modules/vitest/vitest.mjs';
  const names = args.filter((word) => !word.startsWith('-'));
  return (await show(vitest, ['run', '--config', 'test/app/vitest.config.ts', ...names])).code;
}
