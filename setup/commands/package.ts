// `npm run package`: an application folder that starts; `-- --release` makes the installers of this system, `-- --for-tests` what tests drive.
import { ready } from '../ready.ts';
import { SetupFailure } from '../supply/failure.mjs';

/** @returns exit code 0 when the package lies in `dist/`, 3 where a release was asked of a stand-in */
export default async function pack(args: readonly string[]): Promise<number> {
  const release = args.includes('--release');
  const { electron, backend } = await ready(['tensorflow', 'electron']);
  // Loaded only now: they import packages that set-up has just brought.
  const packing = await import('../packing.ts');
  const refusal = release ? packing.whyNoRelease(electron, backend) : null;
  if (refusal !== null) {
    throw new SetupFailure(refusal, 'Build it on a machine that reaches the internet.');
  }
  const { buildAll } = await import('../build.ts');
  await buildAll();
  const made = args.includes('--for-tests')
    ? await packing.packForTests()
    : await packing.pack(release ? 'release' : 'folder');
  process.stdout.write(`packed: ${made}\n`);
  return 0;
}
