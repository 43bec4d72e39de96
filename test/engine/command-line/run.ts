/** Runs the command line within a test and keeps what it said. */
import { z } from 'zod';
import { runCommand } from '#main/engine/command-line.ts';

const object = z.record(z.string(), z.unknown());

/** One run: its exit code, its lines and its sentences. */
export async function run(...args: readonly string[]) {
  const lines: Record<string, unknown>[] = [];
  const sentences: string[] = [];
  const code = await runCommand(args, {
    answer: (line) => lines.push(object.parse(JSON.parse(JSON.stringify(line)))),
    say: (sentence) => sentences.push(sentence),
  });
  return { code, lines, sentences };
}
