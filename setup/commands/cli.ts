// `npm run -s cli -- CALL …`: the engine without a window; set-up speaks on standard error only.
import { join } from 'node:path';
import { ready, ROOT } from '../ready.ts';
import { become } from '../stages/become.ts';

/** @returns the command line's own exit code */
export default async function cli(args: readonly string[]): Promise<number> {
  await ready(['tensorflow']);
  return become([join(ROOT, 'main/engine/command-line.ts'), ...args], {
    // npm runs scripts in the repository; the files a person names lie where she typed the command.
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
}
