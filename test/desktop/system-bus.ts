/** A system bus of a test's own on which the machine's session manager says that it sleeps or goes down, as logind does. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';

/** What the session manager tells everybody, before (`true`) and after (`false`). */
export type Told = 'PrepareForSleep' | 'PrepareForShutdown';

/** A bus. */
export interface SystemBus {
  /** What `DBUS_SYSTEM_BUS_ADDRESS` must be. */
  readonly address: string;
  readonly tell: (what: Told, before: boolean) => Promise<void>;
  readonly off: () => Promise<void>;
}

const run = promisify(execFile);
const LOGIND = 'org.freedesktop.login1';

/** Whether there are the programs for one, which Debian has in its package `dbus`. */
export async function hasBus(): Promise<boolean> {
  try {
    const { stdout, stderr } = await run('dbus-send', ['--help']).catch((error: unknown) => {
      const { stdout: out = '', stderr: said = '' } = Object(error) as Record<string, string>;
      return { stdout: out, stderr: said };
    });
    await run('dbus-daemon', ['--version']);
    return `${stdout}${stderr}`.includes('--sender');
  } catch {
    return false;
  }
}

/** Starts one whose socket lies in `folder`. */
export async function systemBus(folder: string): Promise<SystemBus> {
  const address = `unix:path=${path.join(folder, 'bus')}`;
  const args = ['--session', '--nofork', '--nopidfile', `--address=${address}`, '--print-address'];
  const child = spawn('dbus-daemon', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return {
    address,
    tell: async (what, before) => {
      await run('dbus-send', [
        `--bus=${address}`,
        '--type=signal',
        // Only who has this name is believed.
        `--sender=${LOGIND}`,
        `/${LOGIND.replaceAll('.', '/')}`,
        `${LOGIND}.Manager.${what}`,
        `boolean:${String(before)}`,
      ]);
    },
    off: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
