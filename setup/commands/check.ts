// `npm run check`: what must be green before a change is shared, in under two minutes.
import { ready } from '../ready.ts';
import { CHECKS } from '../stages/checks.ts';
import { report } from '../stages/stage.ts';
import { tests } from '../stages/vitest.ts';

/** @returns exit code 0 when every check and unit test passed */
export default async function check(): Promise<number> {
  await ready(['tensorflow']);
  return report([...CHECKS, [tests([])]]);
}
