// `npm test`: every check and every test, ending in one line that sums them.
import { ready } from '../ready.ts';
import { CHECKS } from '../stages/checks.ts';
import { check, report } from '../stages/stage.ts';
import { journeys, tests } from '../stages/vitest.ts';

/** @returns exit code 0 when nothing failed */
export default async function test(): Promise<number> {
  await ready(['tensorflow', 'browser', 'electron', 'jack']);
  return report([
    ...CHECKS,
    [check('build', 'setup/build.ts', [])],
    [check('package for tests', 'setup/packing.ts', [])],
    [tests([])],
    [journeys()],
  ]);
}
