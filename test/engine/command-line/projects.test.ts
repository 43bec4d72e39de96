/** Project files without a window: a script learns the truth about each, and no original is ever touched. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { unpack, VERSION } from '#main/project/bundle.ts';
import { run } from './run.ts';

const GOLDEN = join(import.meta.dirname, '../../fixtures/project');
const newest = join(GOLDEN, `version-${VERSION}.melodrift`);
const oldest = join(GOLDEN, 'version-1.melodrift');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'melodrift-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, bytes: Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};
const bytesAt = (file: string): Uint8Array => new Uint8Array(readFileSync(file));
const damaged = (): string =>
  put(
    'hurt.melodrift',
    zipSync({ ...unzipSync(bytesAt(newest)), 'sketches/1.json': strToU8('{') }),
  );

test('a whole project is told with its figures', async () => {
  const { code, lines } = await run('open', newest);
  const read = unpack(bytesAt(newest));
  if ('kind' in read) throw new Error(read.code);
  const { songs, sketches, models } = read.history.project;
  expect(code).toBe(0);
  expect(lines).toEqual([
    expect.objectContaining({
      ...{ ok: true, version: VERSION, songs: songs.length, sketches: sketches.length },
      ...{ models: models.length, damaged: [], problem: null },
    }),
  ]);
});

test('a damaged one is named, and what is left of it is saved to another file', async () => {
  const file = damaged();
  const before = bytesAt(file);
  const looked = await run('open', file);
  expect(looked.code).toBe(2);
  expect(looked.lines[0]).toMatchObject({
    ok: true,
    damaged: [{ what: 'sketch' }, { what: 'history' }],
  });
  const out = join(folder, 'saved.melodrift');
  const { code, lines } = await run('open', file, '--salvage', out);
  expect([code, lines[0]?.['salvaged']]).toEqual([0, out]);
  expect((await run('open', out)).lines[0]).toMatchObject({ ok: true, damaged: [] });
  expect(bytesAt(file)).toEqual(before);
});

test.each([
  ['not-a-project', () => put('x.melodrift', strToU8('a letter'))],
  [
    'newer',
    () =>
      put(
        'n.melodrift',
        zipSync({ 'project.json': strToU8('{"format":"melodrift","version":99}') }),
      ),
  ],
  ['path-outside', () => put('o.melodrift', zipSync({ '../../x': strToU8('x') }))],
  ['unreadable', () => join(folder, 'gone.melodrift')],
  ['not-a-file', () => folder],
])('what is no project that can be opened is refused as %s, in a sentence', async (code, make) => {
  const file = make();
  const { lines, sentences, ...said } = await run('open', file, '--salvage', join(folder, 'out'));
  expect(said.code).toBe(2);
  expect(lines[0]).toMatchObject({ ok: false, songs: 0, damaged: [], problem: { code } });
  expect(sentences.join()).toMatch(/\.$/u);
  expect(sentences.join()).not.toContain('{');
  expect(() => readFileSync(join(folder, 'out'))).toThrow('ENOENT');
});

test('a newer file says its version', async () => {
  const newer = zipSync({ 'project.json': strToU8('{"format":"melodrift","version":99}') });
  const { lines } = await run('open', put('n.melodrift', newer));
  expect(lines[0]).toMatchObject({ version: 99 });
});

test('an older project becomes one of the newest version, and nothing of it is lost', async () => {
  const out = join(folder, '新.melodrift');
  const { code, lines } = await run('convert', oldest, '--out', out);
  expect(code).toBe(0);
  expect(lines[0]).toMatchObject({ ok: true, version: 1, to: VERSION, out });
  expect((await run('open', out)).lines[0]).toMatchObject({ version: VERSION, damaged: [] });
  expect(unpack(bytesAt(out))).toEqual(unpack(bytesAt(oldest)));
});

test('a damaged project is not converted, and the original is never written over, by a link neither', async () => {
  const out = join(folder, 'out.melodrift');
  const hurt = damaged();
  expect((await run('convert', hurt, '--out', out)).code).toBe(2);
  expect(() => readFileSync(out)).toThrow('ENOENT');
  symlinkSync(hurt, join(folder, 'link.melodrift'));
  const before = bytesAt(hurt);
  for (const place of [hurt, join(folder, 'link.melodrift')])
    expect((await run('open', hurt, '--salvage', place)).code).toBe(1);
  expect(bytesAt(hurt)).toEqual(before);
});
