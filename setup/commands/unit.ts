// `npm run unit -- [FILTER…]`: the tests that need no browser and no window.
import { tests } from '../stages/vitest.ts';
import { MESSAGES } from '../stages/checks.ts';
import { report } from '../stages/stage.ts';
import { ready } from '../ready.ts';

/** @returns exit code 0 when every test passed */
export default async function unit(args: readonly string[]): Promise<number> {
  await ready(['tensorflow']);
  return report([[MESSAGES], [tests(args)]]);
}
