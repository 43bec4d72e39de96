// A browser, its driver and a virtual screen, which the tests of the whole app need.
import { find } from '../supply/program.mjs';
import { say } from '../supply/say.mjs';
import { SetupFailure } from '../supply/failure.mjs';
import { exists } from '../supply/whole.mjs';
import { apt, mayInstall } from './debian.ts';

const PROGRAMS = ['chromium', 'chromedriver', 'Xvfb', 'xauth', 'unzip'] as const;

/** A small font; without one half of the pictures of the app would be boxes. */
const CHINESE_FONT = 'fonts-wqy-microhei';

/** What tells the app of sleep in a test; without it that test is skipped. */
const BUS = ['dbus-daemon', 'dbus-send'] as const;

const DEBIAN = [
  ...['chromium', 'chromium-driver', 'xvfb', 'xauth', 'unzip'],
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6'],
  ...['libatk-bridge2.0-0', 'libdrm2'],
  'dbus',
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
  const allowed = await mayInstall();
  if (missing.length === 0) {
    if (allowed && !(await exists(CHINESE_FONTS)))
      await extra(CHINESE_FONT, 'so that pictures of the app show Chinese: 1.6 MB');
    if (allowed && missingPrograms(BUS).length > 0)
      await extra('dbus', 'for the test of sleep: 0.6 MB');
    return [];
  }
  if (!allowed) {
    say(`for the tests in a browser type: sudo apt-get install ${DEBIAN.join(' ')}`);
    return missing;
  }
  say(
    `installing a browser for tests (${missing.join(', ')} missing): Debian packages, about 180 MB, once.`,
  );
  await apt(DEBIAN);
  return missingPrograms(PROGRAMS);
}

/** A package that tests can go on without. */
async function extra(name: string, why: string): Promise<void> {
  say(`installing ${name}, ${why}, once.`);
  try {
    await apt([name]);
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
