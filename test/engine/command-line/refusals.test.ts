/** What a call cannot do it says in a sentence, with the exit code of its table, and leaves nothing half done. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { run } from './run.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DEMO = join(ROOT, 'resources/demo/songs');
const [one, two] = [join(DEMO, 'd_e2m5.mid'), join(DEMO, 'd_e1m3.mid')];
const SMALL = ['--preset', 'quick', '--set', 'hidden=32', '--set', 'latent=4', '--set', 'batch=8'];

const folder = mkdtempSync(join(tmpdir(), 'melodrift-'));
const model = join(folder, 'model.safetensors');
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  await run('learn', one, two, ...SMALL, '--steps', '2', '--out', model);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('what cannot be done is said in a sentence, with the code of the table, and nothing is written', () => {
  const out = ['--out', at('never')];
  const damaged = at('damaged.safetensors');
  beforeAll(() => writeFileSync(damaged, 'not a model'));

  test.each([
    ['no preset', 1, ['learn', one, '--steps', '1', ...out]],
    ['an unknown preset', 1, ['learn', one, '--preset', 'slow', ...out]],
    ['an unknown setting', 1, ['learn', one, ...SMALL, '--set', 'size=3', ...out]],
    ['a setting’s bad value', 1, ['learn', one, ...SMALL, '--set', 'latent=NaN', ...out]],
    ['no steps at all', 1, ['learn', one, ...SMALL, '--steps', '0', ...out]],
    ['no time at all', 1, ['learn', one, ...SMALL, '--seconds', '0', ...out]],
    ['an unknown backend', 1, ['learn', one, ...SMALL, '--backend', 'gpu', ...out]],
    ['nothing to learn', 2, ['learn', join(ROOT, 'setup'), ...SMALL, ...out]],
    [
      'going on with another net',
      2,
      ['learn', one, two, '--resume', model, '--set', 'hidden=33', ...out],
    ],
    ['measuring without songs', 1, ['measure', model]],
    ['listening without songs', 1, ['listen', model]],
    ['measuring no music', 2, ['measure', model, '--songs', join(ROOT, 'package.json')]],
    ['encoding a file that is gone', 2, ['encode', model, at('gone.mid')]],
    ['a model that is gone', 2, ['decode', at('gone'), '--at', '0,0', ...out]],
    ['a song as a model', 2, ['decode', one, '--at', '0,0', ...out]],
    ['a damaged model', 2, ['medley', damaged, ...out]],
    ['a place of one number', 1, ['decode', model, '--at', '0', ...out]],
    ['a place that is no number', 1, ['decode', model, '--at', 'NaN,0', ...out]],
    ['a latent beyond all floats', 1, ['decode', model, '--latent', '1e39,0,0,0', ...out]],
    ['a latent of another size', 1, ['decode', model, '--latent', '0,0', ...out]],
    ['two places at once', 1, ['decode', model, '--at', '0,0', '--latent', '0,0,0,0', ...out]],
    [
      'a density that is no number',
      1,
      ['decode', model, '--at', '0,0', '--density', 'NaN', ...out],
    ],
    ['an unknown song', 1, ['blend', model, '--from', 'nobody', '--to', 'd_e1m3', ...out]],
    ['a bar beyond the end', 1, ['blend', model, '--from', 'd_e2m5:999', '--to', 'd_e1m3', ...out]],
    ['weights that are all zero', 1, ['blend', model, '--weights', 'd_e2m5=0,d_e1m3=0', ...out]],
    ['a weight that is no number', 1, ['blend', model, '--weights', 'd_e2m5=NaN', ...out]],
    ['a weight without a number', 1, ['blend', model, '--weights', 'd_e2m5', ...out]],
    [
      'weights and ends at once',
      1,
      ['blend', model, '--weights', 'd_e2m5=1', '--from', 'd_e1m3', ...out],
    ],
    ['a medley of no steps', 1, ['medley', model, '--steps', '0', ...out]],
    ['a medley of an unknown song', 1, ['medley', model, '--songs', 'nobody', ...out]],
  ])('%s', async (_, code, words) => {
    const said = await run(...words);
    expect(said.sentences.join('\n')).not.toMatch(/engine_|^\s+at /mu);
    expect(said.sentences.length).toBeGreaterThan(0);
    expect([said.code, said.lines]).toEqual([code, []]);
    expect(existsSync(at('never'))).toBe(false);
  });

  test('a phrase whose place is a folder leaves it as it was', async () => {
    const { code, sentences } = await run('decode', model, '--at', '0,0', '--out', folder);
    expect(code).toBe(3);
    expect(sentences[0]).toContain('EISDIR');
  });

  test.skipIf(!existsSync('/proc/self'))(
    'a folder that the system will never make does not hang the call',
    async () => {
      const { code } = await run(
        'decode',
        model,
        '--at',
        '0,0',
        '--out',
        '/proc/nowhere/phrase.mid',
      );
      expect(code).toBe(3);
    },
  );
});

test('help names every preset and every setting with its default', async () => {
  const { code, lines } = await run('help');
  expect(code).toBe(0);
  const learn = lines.find(({ call }) => String(call).startsWith('learn'));
  const details = z.array(z.string()).parse(learn?.['details']).join('\n');
  for (const word of [
    ...['quick', 'deep', 'true-2d', 'paper-a', 'paper-b', 'paper-a-practical', 'check'],
    ...['cell', 'encoderReads', 'freeBits', 'transpose', 'klWeight', 'learningRate', 'batch'],
  ])
    expect(details).toContain(word);
  expect(lines.map(({ call }) => String(call).split(' ')[0])).toEqual([
    ...['inspect', 'frames', 'learn', 'measure', 'listen', 'encode', 'decode', 'blend', 'medley'],
    ...['recognise', 'denoise', 'continue', 'paper', 'open', 'convert', 'help'],
  ]);
});
