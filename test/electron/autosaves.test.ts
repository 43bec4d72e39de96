/** Unsaved work on disk: what a person loses when the app is killed in the middle of writing it. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Autosaves } from '#electron/autosaves.ts';
import { Documents } from '#electron/documents.ts';
import { Places } from '#electron/places.ts';

const ONE = '11111111-1111-4111-8111-111111111111';
const TWO = '22222222-2222-4222-8222-222222222222';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes eight million equal bytes again and again, each time other ones, and says so before each. */
const WRITER = `
  const { Autosaves } = await import('#electron/autosaves.ts');
  const autosaves = new Autosaves(process.argv[1]);
  for (let round = 1; ; round += 1) {
    process.stdout.write(String(round) + '\\n');
    await autosaves.keep('${ONE}', new Uint8Array(2 ** 23).fill(round));
  }
`;

/** Kills a writer without warning while it writes for the third time or later, or soon after. */
async function killedWhileWriting(milliseconds: number): Promise<void> {
  const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => writer.once('exit', resolve));
  // Read to its end: a writer whose reader left would die of that and not of the signal.
  let late = false;
  writer.stdout.setEncoding('utf8').on('data', (said: string) => {
    if (late || !said.split('\n').some((round) => Number(round) >= 3)) return;
    late = true;
    setTimeout(() => writer.kill('SIGKILL'), milliseconds);
  });
  await gone;
}

test.each([0, 2, 5, 9, 14, 20])(
  'killed %i ms into a write, the old work or the new is there whole',
  async (milliseconds) => {
    await killedWhileWriting(milliseconds);
    const autosaves = new Autosaves(folder);
    const left = await autosaves.left(TWO);
    expect(left.map(({ id }) => id)).toEqual([ONE]);
    const bytes = await autosaves.read(ONE);
    expect(bytes).toHaveLength(2 ** 23);
    expect(new Set(bytes).size).toBe(1);
    expect(await readdir(folder)).toEqual([`${ONE}.autosave`]);
  },
);

test('each page has work of its own, and what is discarded is gone from the disk', async () => {
  const autosaves = new Autosaves(path.join(folder, 'autosaves'));
  await autosaves.keep(ONE, new Uint8Array([1]));
  await autosaves.keep(TWO, new Uint8Array([2]));
  expect((await autosaves.left(TWO)).map(({ id }) => id)).toEqual([ONE]);
  await autosaves.keep(ONE, null);
  expect(await autosaves.left(TWO)).toEqual([]);
  expect(await readdir(path.join(folder, 'autosaves'))).toEqual([`${TWO}.autosave`]);
});

test('of many wishes at once the last is what stays', async () => {
  const autosaves = new Autosaves(folder);
  const wishes = [1, 2, 3, 4].map((each) => autosaves.keep(ONE, new Uint8Array([each])));
  await Promise.all(wishes);
  expect([...(await readFile(path.join(folder, `${ONE}.autosave`)))]).toEqual([4]);
});

test('a place that cannot be written is named by its reason', async () => {
  await writeFile(path.join(folder, 'taken'), '');
  const autosaves = new Autosaves(path.join(folder, 'taken'));
  await expect(autosaves.keep(ONE, new Uint8Array([1]))).rejects.toMatchObject({
    code: 'desktop_write_failed',
  });
});

test('work goes back to the file that it was opened from, and is asked about where others wrote there meanwhile', async () => {
  const file = path.join(folder, 'Nightly.melodrift');
  await writeFile(file, 'saved');
  const kept = path.join(folder, 'autosaves');
  const before = new Places();
  const documents = new Documents(before);
  const opened = before.keep(file);
  await documents.read(opened, true);
  await new Autosaves(kept).keep(ONE, new Uint8Array([1]), 'project', documents.lying(opened));

  /** The next start: nothing is known but what lies on the disk. */
  const found = async (): Promise<{ handle: string | null; next: Documents }> => {
    const next = new Documents(new Places());
    const from = await new Autosaves(kept).readFrom(ONE);
    return { handle: from === null ? null : await next.again(from), next };
  };
  const back = await found();
  const way = { handle: back.handle ?? undefined, backup: true, over: false };
  expect(back.handle).not.toBeNull();
  await back.next.save(file, new TextEncoder().encode('recovered'), way);
  expect(await readFile(file, 'utf8')).toBe('recovered');

  // What the disk knows is older than that now, as if somebody else had written.
  const late = await found();
  await expect(
    late.next.save(file, new Uint8Array([2]), { ...way, handle: late.handle ?? undefined }),
  ).rejects.toMatchObject({ code: 'desktop_changed' });
  await rm(file);
  expect((await found()).handle).toBeNull();
  await new Autosaves(kept).keep(ONE, null);
  expect(await readdir(kept)).toEqual([]);
});
