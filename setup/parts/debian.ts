// Debian's packages, installed where this process may: as root on Debian.
import { find, lastWords, run } from '../supply/program.mjs';
import { SetupFailure } from '../supply/failure.mjs';
import { exists } from '../supply/whole.mjs';

/** Whether Debian packages can be installed here. */
export async function mayInstall(): Promise<boolean> {
  const isDebian = (await exists('/etc/debian_version')) && find('apt-get') !== null;
  return isDebian && process.getuid?.() === 0;
}

/**
 * Installs Debian packages with nothing that they merely recommend.
 *
 * @param packages their names
 * @throws SetupFailure when the installation failed
 */
export async function apt(packages: readonly string[]): Promise<void> {
  const words = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  for (const args of [['update', '-qq'], words]) {
    const outcome = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (outcome.code === 0) continue;
    throw new SetupFailure(
      `Debian's packages could not be installed:\n${lastWords(outcome.words)}\n`,
      `Type apt-get install ${packages.join(' ')} and look at what it says.`,
    );
  }
}
