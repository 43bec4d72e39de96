// `npm run dev`: the app in a browser, its page reloaded at each change.
import { join } from 'node:path';
import { ready, ROOT } from '../ready.ts';
import { become } from '../stages/become.ts';

/** @returns exit code 0 after Ctrl+C */
export default async function dev(): Promise<number> {
  await ready(['tensorflow']);
  const { compileMessages } = await import('../messages.ts');
  await compileMessages();
  return become([join(ROOT, 'setup', 'door.ts'), '--dev'], { cwd: ROOT });
}
