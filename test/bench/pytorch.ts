/** PyTorch as a rival in the same run, where a Python with torch is present: `PYTHON`, or python3. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Architecture } from '#main/engine/network.ts';
import type { Rival } from './rounds.ts';

/** Starts it; null where there is no torch. */
export async function pytorch(
  task: 'step' | 'decode',
  { steps, inputs, hidden, latent, decoderInput, cell }: Architecture,
  batch: number,
  threads: number,
): Promise<{ readonly rival: Rival; readonly sgemmPeak: number } | null> {
  const numbers = [steps, inputs, hidden, latent, batch].map(String);
  const script = join(import.meta.dirname, 'vrae.py');
  const child = spawn(
    process.env['PYTHON'] ?? 'python3',
    [script, task, ...numbers, decoderInput, String(threads), cell],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  child.on('error', () => child.stdout.destroy()); // no Python: the same answer as a Python without torch
  child.stdin.on('error', () => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<number> => {
    const line = await lines.next();
    return line.done ? Number.NaN : Number(line.value);
  };
  const sgemmPeak = await next();
  if (Number.isNaN(sgemmPeak)) return null;
  const once = (): Promise<number> => {
    child.stdin.write('go\n');
    return next();
  };
  return { rival: { name: 'pytorch', once, end: () => child.stdin.end() }, sgemmPeak };
}
