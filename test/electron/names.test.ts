/** Projects and songs under every kind of name, and what only looks like a file: opened and saved whole, or refused by a sentence. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupOf } from '#electron/atomic.ts';
import { Documents } from '#electron/documents.ts';
import { Places } from '#electron/places.ts';
import { codeSentence } from '#renderer/session/sentences.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (read: Uint8Array): string => new TextDecoder().decode(read);

const NAMES = [
  '歌 [v2] #1?.melodrift',
  '🎹 émigré 👩‍🎤.melodrift',
  'with spaces  twice .melodrift',
  `${'x'.repeat(245)}.melodrift`,
  `${'歌'.repeat(81)}ab.melodrift`,
  '.hidden.melodrift',
  '-rf.melodrift',
  'percent%20%2F.melodrift',
  'quote\'s "and" `tick` $HOME;.melodrift',
  'line\nbreak\ttab.melodrift',
  'e\u0301 and é.melodrift',
  '\u202Emid.melodrift',
  'no ending at all',
  'con.melodrift',
  'dots...melodrift',
];

test.each(NAMES)('%j is saved, saved again with the version before, and opened', async (name) => {
  const places = new Places();
  const documents = new Documents(places);
  const place = path.join(folder, name);
  const way = { handle: undefined, backup: true, over: false };
  const handle = await documents.save(place, bytes('one'), way);
  await documents.save(place, bytes('two'), { ...way, handle });
  expect((await readdir(folder)).sort()).toEqual(
    [path.basename(place), path.basename(backupOf(place))].sort(),
  );
  const again = new Documents(places);
  const { files, refused } = await places.chosen([place]);
  expect(refused).toEqual([]);
  expect(files[0]?.name).toBe(name);
  expect(text(await again.read(files[0]?.handle ?? '', true))).toBe('two');
  const before = await again.backup(files[0]?.handle ?? '');
  expect(text(before?.bytes ?? new Uint8Array())).toBe('one');
});

/** Reads what a person chose; answers the code of the refusal, or the bytes as text. */
async function chosen(place: string): Promise<string> {
  const places = new Places();
  const { files, refused } = await places.chosen([place]);
  const [code] = refused.map((each) => each.code);
  if (code !== undefined) return code;
  return new Documents(places)
    .read(files[0]?.handle ?? '', true)
    .then(text, (failure: unknown) => String(Reflect.get(Object(failure), 'code')));
}

/** Makes something at a place that is no ordinary file. */
const ODD: Readonly<Record<string, (place: string) => Promise<unknown>>> = {
  desktop_not_a_file: (place) => Promise.resolve(execFileSync('mkfifo', [place])),
  desktop_gone: (place) => symlink(path.join(folder, 'nowhere'), place),
};

test.each(Object.entries(ODD))('is refused as %s at once, and never waits', async (code, make) => {
  const place = path.join(folder, 'odd.melodrift');
  await make(place);
  expect(await chosen(place)).toBe(code);
});

test('a socket, a link in a circle and a device are refused by name', async () => {
  const socket = path.join(folder, 's.mid');
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  expect(await chosen(socket)).toBe('desktop_not_a_file');
  await new Promise((resolve) => server.close(resolve));
  const circle = path.join(folder, 'circle.mid');
  await symlink(circle, circle);
  expect(await chosen(circle)).toBe('desktop_unreadable');
  const device = path.join(folder, 'zero.mid');
  await symlink('/dev/zero', device);
  expect(await chosen(device)).toBe('desktop_not_a_file');
});

test.skipIf(process.getuid?.() === 0)(
  'a file that may not be read is refused by name',
  async () => {
    const place = path.join(folder, 'locked.mid');
    await writeFile(place, 'x');
    await chmod(place, 0);
    expect(await chosen(place)).toBe('desktop_unreadable');
  },
);

test('a folder in the place of a project is not written over', async () => {
  const place = path.join(folder, 'folder.melodrift');
  await mkdir(place);
  await writeFile(path.join(place, 'inside'), 'x');
  const way = { handle: undefined, backup: true, over: true };
  const saving = new Documents(new Places()).save(place, bytes('one'), way);
  await expect(saving).rejects.toMatchObject({ code: 'desktop_write_failed' });
  expect(await readFile(path.join(place, 'inside'), 'utf8')).toBe('x');
  expect(await readdir(folder)).toEqual(['folder.melodrift']);
});

test.each(['desktop_not_a_file', 'desktop_gone', 'desktop_unreadable', 'desktop_write_failed'])(
  '%s has a sentence that names the file',
  (code) => {
    expect(codeSentence(code, '歌.mid')).toContain('歌.mid');
  },
);
