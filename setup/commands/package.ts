// `npm run package`: an application folder that starts; `npm run package -- --release` makes the installers of this system.
import { ready, ROOT } from '../ready.ts';
import { SetupFailure } from '../supply/failure.mjs';

/** @returns exit code 0 when the package lies in `dist/`, 3 where a release was asked of a stand-in */
export default async function pack(args: readonly string[]): Promise<number> {
  const release = args.includes('--release');
  const { electron, backend } = await ready(['tensorflow', 'electron']);
  if (release && (electron !== 'official' || backend !== 'native')) {
    throw new SetupFailure(
      `A release needs the official Electron and native TensorFlow; here are: ${electron}, ${backend}.`,
      'Build it on a machine that reaches the internet.',
    );
  }
  // Loaded only now: they import packages that set-up has just brought.
  const { buildAll } = await import('../build.ts');
  const { packing } = await import('#electron/builder.ts');
  const { build, Platform } = await import('electron-builder');
  await buildAll();
  const targets = release
    ? Platform.current().createTarget()
    : Platform.current().createTarget('dir');
  const made = await build({ targets, config: packing(ROOT, args.includes('--for-tests')) });
  process.stdout.write(`packed: ${made.length > 0 ? made.join(', ') : 'dist/'}\n`);
  return 0;
}
