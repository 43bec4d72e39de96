/** Every `@example` is true: it is an expression, `//`, and what it answers, and it is run here. A wrong one teaches wrongly. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PRESETS } from '#main/engine/training/preset.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Rooms whose functions can be run by themselves. */
const FOLDERS: readonly string[] = [
  'main/music',
  'main/segments',
  'main/latent',
  'main/transport',
  'main/project',
  'main/protocol',
  'main/engine/measures',
  'main/engine/training',
  'main/engine/files',
  'renderer/player',
];

interface Example {
  readonly expression: string;
  readonly answer: string;
}

/** The examples of a file: the lines of an `@example` up to the next tag or the comment's end, one or two lines each. */
function examplesOf(text: string): readonly Example[] {
  const blocks = [...text.matchAll(/@example([\s\S]*?)(?=\n\s*\*\s*@|\*\/)/gu)];
  return blocks.flatMap(([, block = '']) => {
    const lines = block.split('\n').map((line) => line.replace(/^\s*\*? ?/u, '').trim());
    const joined = lines
      .join('\n')
      .replaceAll(/\n\/\/ /gu, ' // ')
      .split('\n');
    return joined
      .filter((line) => line !== '')
      .map((line) => {
        const cut = line.lastIndexOf(' // ');
        return cut === -1
          ? { expression: line, answer: '' }
          : { expression: line.slice(0, cut), answer: line.slice(cut + 4) };
      });
  });
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.svelte.ts'))
    .map((name) => path.join(folder, name)),
).sort();

/** What an expression may name: the exports of its own file, then those of the files with examples. */
async function exportsOf(file: string): Promise<ReadonlyMap<string, unknown>> {
  const module: unknown = await import(path.join(ROOT, file));
  return new Map(Object.entries(module as Record<string, unknown>));
}

function run(expression: string, names: ReadonlyMap<string, unknown>): unknown {
  const known = [...names].filter(([name]) => name !== 'default');
  // The text comes from our own sources; this is the one way to run what a comment says.
  const body = new Function(...known.map(([name]) => name), `return (${expression});`) as (
    ...values: unknown[]
  ) => unknown;
  return body(...known.map(([, value]) => value));
}

const withExamples = files
  .map((file) => ({ file, examples: examplesOf(readFileSync(path.join(ROOT, file), 'utf8')) }))
  .filter(({ examples }) => examples.length > 0);

describe.each(withExamples)('$file', ({ file, examples }) => {
  it.each(examples)('$expression', async ({ expression, answer }) => {
    const all = new Map<string, unknown>([['PRESETS', PRESETS]]);
    for (const other of withExamples)
      for (const [name, value] of await exportsOf(other.file)) all.set(name, value);
    for (const [name, value] of await exportsOf(file)) all.set(name, value);
    expect(answer, 'an example says what it answers').not.toBe('');
    expect(run(expression, all)).toEqual(run(answer, all));
  });
});

it('finds examples to run', () => {
  expect(withExamples.length).toBeGreaterThan(10);
});
