/** A rival in Python that keeps time itself: a script beside this file that answers milliseconds to each line; `PYTHON`, or python3. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Rival } from '../rounds.ts';

/** A script that runs: the number of its first line, and the rival. */
export interface PythonRival {
  readonly rival: Rival;
  readonly first: number;
}

/** Starts a script; null where this Python has not got what the script imports. */
export async function pythonRival(
  name: string,
  script: string,
  words: readonly (string | number)[],
): Promise<PythonRival | null> {
  const child = spawn(
    process.env['PYTHON'] ?? 'python3',
    [join(import.meta.dirname, script), ...words.map(String)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const reader = createInterface({ input: child.stdout });
  child.on('error', () => reader.close()); // no Python: the same answer as a Python without the library
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
