// `npm start`: the app in its window where there is a display, else in a browser through the door on this machine.
import { join } from 'node:path';
import { ready, ROOT } from '../ready.ts';
import { become } from '../stages/become.ts';

/** @returns the app's exit code */
export default async function start(args: readonly string[]): Promise<number> {
  const virtual = args.includes('--xvfb');
  const rest = args.filter((each) => each !== '--xvfb');
  if (!virtual && !hasDisplay(process.platform, process.env)) return inBrowser();
  await ready(virtual ? ['tensorflow', 'browser', 'electron'] : ['tensorflow', 'electron']);
  const { buildAll } = await import('../build.ts');
  await buildAll();
  const electron = join(ROOT, 'node_modules', 'electron', 'cli.js');
  // Chromium's sandbox refuses to run as root; everyone else keeps it.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : [];
  const app = [electron, ROOT, ...asRoot, ...rest];
  if (!virtual) return become(app, { cwd: ROOT });
  const screen = ['-a', '-s', '-screen 0 1440x900x24', process.execPath, ...app];
  return become(screen, { cwd: ROOT, program: 'xvfb-run' });
}

/**
 * Whether a window could be seen here.
 *
 * @param platform
 * @param environment the environment's variables
 * @example hasDisplay('linux', {}) // false
 */
export function hasDisplay(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform !== 'linux') return true;
  return Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
}

async function inBrowser(): Promise<number> {
  await ready(['tensorflow']);
  const { buildPage } = await import('../build.ts');
  await buildPage();
  return become([join(ROOT, 'setup', 'door.ts')], { cwd: ROOT });
}
