// `npm run fixtures`: rewrites what is generated and kept, so that a diff shows what changed.
import { ready, ROOT } from '../ready.ts';
import { become } from '../stages/become.ts';

/** @returns exit code 0 when all was rewritten */
export default async function fixtures(): Promise<number> {
  await ready([]);
  return become(['test/walls/graph.ts', '--write'], { cwd: ROOT });
}
