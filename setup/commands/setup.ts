// `npm run setup`: everything the other commands may need, without running any of them.
import { ready } from '../ready.ts';

/** @returns exit code 0 when all is in place */
export default async function setup(): Promise<number> {
  const { backend, electron, missing } = await ready(['tensorflow', 'browser', 'electron']);
  const absent = missing !== null && missing.length > 0 ? missing.join(', ') : 'nothing';
  process.stdout.write(`TensorFlow: ${backend}; Electron: ${electron}; missing: ${absent}\n`);
  return 0;
}
