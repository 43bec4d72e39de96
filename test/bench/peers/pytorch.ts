/** PyTorch as a rival in the same run, where a Python with torch is present. */
import type { Architecture } from '#main/engine/network.ts';
import type { LineRival } from './lines.ts';
import { pythonRival } from './python.ts';

/** Starts it; its first number is the peak of its matrix product in GFLOP a second. Null where there is no torch. */
export function pytorch(
  task: 'step' | 'decode',
  { steps, inputs, hidden, latent, decoderInput, cell }: Architecture,
  batch: number,
  threads: number,
): Promise<LineRival | null> {
  const numbers = [steps, inputs, hidden, latent, batch];
  return pythonRival('pytorch', 'pytorch.py', [task, ...numbers, decoderInput, threads, cell]);
}
