/** What the system knows of processes: which there are, what is mapped in them, whether one is gone. */
import { readdir, readFile } from 'node:fs/promises';
import type { HostName } from '#main/protocol/hosts.ts';

/** Whether a process lives; one that waits to be buried does not. */
export async function lives(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
}

/** All processes whose command line holds `word`. */
export async function withWord(word: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: number[] = [];
  for (const pid of pids) {
    const line = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '');
    if (pid !== process.pid && line.includes(word) && (await lives(pid))) found.push(pid);
  }
  return found;
}

/** The files that are mapped into a process's memory. */
export const mapped = (pid: number): Promise<string> =>
  readFile(`/proc/${String(pid)}/maps`, 'utf8').catch(() => '');

/** How willingly a process waits: 19 lets everything else go first. */
export async function niceness(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}

/** The process of an app's home `folder` that is its main one, its window, or one of its hosts; null while there is none. */
export async function processOf(
  folder: string,
  name: 'main' | 'window' | HostName,
): Promise<number | null> {
  for (const pid of await withWord(folder)) {
    const line = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '');
    if ((await nameOf(pid, line)) === name) return pid;
  }
  return null;
}

/** Hosts do not say their names to the system, but each has libraries and manners of its own. */
async function nameOf(pid: number, line: string): Promise<string | null> {
  const type = /--type=([a-z-]+)/.exec(line)?.[1];
  if (type === undefined) return 'main';
  if (type === 'renderer') return 'window';
  if (!line.includes('node.mojom.NodeService')) return null;
  const maps = await mapped(pid);
  if (maps.includes('jazz.node')) return 'midi';
  if (!maps.includes('libtensorflow')) return null;
  return (await niceness(pid)) === 19 ? 'learning' : 'answering';
}
