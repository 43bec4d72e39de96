// `npm run package`: an application folder that starts; `npm run package -- --release` makes the installers of this system.
import { build, Platform } from 'electron-builder';
import { packing } from '#electron/builder.ts';
import { buildAll } from '../build.ts';
import { ready, ROOT } from '../ready.ts';

/** @returns exit code 0 when the package lies in `dist/`, 3 where a release was asked of a stand-in */
export default async function pack(args: readonly string[]): Promise<number> {
  const release = args.includes('--release');
  const { electron } = await ready(['tensorflow', 'electron']);
  if (release && electron !== 'official') {
    process.stderr.write(
      'A release is made with the official Electron only; here is a stand-in for development.\n',
    );
    return 3;
  }
  await buildAll();
  const targets = release
    ? Platform.current().createTarget()
    : Platform.current().createTarget('dir');
  const made = await build({ targets, config: packing(ROOT, args.includes('--for-tests')) });
  process.stdout.write(`packed: ${made.length > 0 ? made.join(', ') : 'dist/'}\n`);
  return 0;
}
