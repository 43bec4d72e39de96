// A browser, its driver and a virtual screen, which the tests of the whole app need.
import { find, lastWords, run } from '../supply/program.mjs';
import { say } from '../supply/say.mjs';
import { SetupFailure } from '../supply/failure.mjs';
import { exists } from '../supply/whole.mjs';

const PROGRAMS = ['chromium', 'chromedriver', 'Xvfb', 'xauth', 'unzip'] as const;

/** A small font; without one half of the pictures of the app would be boxes. */
const CHINESE_FONT = 'fonts-wqy-microhei';

const DEBIAN = [
  ...['chromium', 'chromium-driver', 'xvfb', 'xauth', 'unzip'],
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6'],
  ...['libatk-bridge2.0-0', 'libdrm2'],
  CHINESE_FONT,
] as const;

/** Where Debian's font packages put what has Chinese. */
const CHINESE_FONTS = '/usr/share/fonts/truetype/wqy';

/**
 * Installs what browser tests need where that is allowed (root on Debian), else says what to type.
 *
 * A person's own browser counts: `CHROMIUM` and `CHROMEDRIVER` name their programs.
 *
 * @returns the names of the programs that are still missing; empty when tests can run
 * @throws SetupFailure when the installation was tried and failed
 */
export async function browser(): Promise<readonly string[]> {
  if (process.platform !== 'linux') return missingPrograms(['chromium', 'chromedriver']);
  const missing = missingPrograms(PROGRAMS);
  const isDebian = (await exists('/etc/debian_version')) && find('apt-get') !== null;
  const mayInstall = isDebian && process.getuid?.() === 0;
  if (missing.length === 0) {
    if (mayInstall && !(await exists(CHINESE_FONTS))) await chineseFont();
    return [];
  }
  if (!mayInstall) {
    say(`for the tests in a browser type: sudo apt-get install ${DEBIAN.join(' ')}`);
    return missing;
  }
  say(
    `installing a browser for tests (${missing.join(', ')} missing): Debian packages, about 180 MB, once.`,
  );
  await apt(['update', '-qq']);
  await apt(['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN]);
  return missingPrograms(PROGRAMS);
}

/** Only pictures need it, so tests go on without. */
async function chineseFont(): Promise<void> {
  say(`installing ${CHINESE_FONT}, so that pictures of the app show Chinese: 1.6 MB, once.`);
  try {
    await apt(['update', '-qq']);
    await apt(['install', '-y', '-qq', '--no-install-recommends', CHINESE_FONT]);
  } catch (problem) {
    if (!(problem instanceof SetupFailure)) throw problem;
    say(problem.message);
  }
}

function missingPrograms(names: readonly string[]): readonly string[] {
  const given = new Map([
    ['chromium', process.env.CHROMIUM],
    ['chromedriver', process.env.CHROMEDRIVER],
  ]);
  return names.filter((name) => !given.get(name) && find(name) === null);
}

async function apt(args: readonly string[]): Promise<void> {
  const outcome = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (outcome.code === 0) return;
  throw new SetupFailure(
    `Debian's packages could not be installed:\n${lastWords(outcome.words)}\n`,
    `Type apt-get install ${DEBIAN.join(' ')} and look at what it says.`,
  );
}
