/** A rival in a process of its own that keeps time itself: it answers milliseconds to each line. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Rival } from '../rounds.ts';

/** A program that runs: the number of its first line, and the rival. */
export interface LineRival {
  readonly rival: Rival;
  readonly first: number;
}

/** Starts a program; null where it is absent or ends without a number. */
export async function lineRival(
  name: string,
  command: string,
  words: readonly string[],
): Promise<LineRival | null> {
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const reader = createInterface({ input: child.stdout });
  child.on('error', () => reader.close()); // no such program
  child.stdin.on('error', () => child.kill());
  const lines = reader[Symbol.asyncIterator]();
  const next = async (): Promise<number> => {
    const line = await lines.next();
    return line.done ? Number.NaN : Number(line.value);
  };
  const first = await next();
  if (Number.isNaN(first)) return null;
  const once = (): Promise<number> => {
    child.stdin.write('go\n');
    return next();
  };
  return { rival: { name, once, end: () => child.stdin.end() }, first };
}
