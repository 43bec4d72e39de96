/** The packaged app saves to a disk that gets full, cannot be written, and has room again: the window asks, and nothing is lost. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpack } from '#main/project/bundle.ts';
import { smallDisk, whyNoSmallDisk, type SmallDisk } from '../electron/small-disk.ts';
import { at, command, demoIsOpen, drag, exists, picture, until, words } from '../app/walk.ts';
import { openPacked } from './packed.ts';
import type { Packed } from './packed.ts';

const why = whyNoSmallDisk();

let app: Packed;
let folder = '';
let disk: SmallDisk;
let file = '';

beforeAll(async () => {
  if (why !== null) return;
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  // The demo with its model twice, as a save needs it for a moment, and the version before.
  disk = smallDisk(16);
  file = path.join(disk.folder, 'mine.melodrift');
  app = await openPacked(folder);
  await demoIsOpen(app.person);
});
afterAll(async () => {
  if (why !== null) return;
  await app.close();
  disk.remove();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Every dialog says this place. */
const toPlace = (place: string): Promise<void> =>
  app.session.electron.execute((electron, chosen) => {
    electron.dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, place);
const tempo = (bpm: number): Promise<void> =>
  app.person.ask(`(() => {
    const field = document.querySelector('${at('tempo')}');
    field.value = '${String(bpm)}';
    field.dispatchEvent(new Event('change', { bubbles: true }));
  })()`);
const tempoOf = async (place: string): Promise<number | null> => {
  const read = unpack(new Uint8Array(await readFile(place)));
  return 'kind' in read ? null : read.history.project.bpm;
};
const asked = (): Promise<void> => until(app.person, exists(at('save-failed')));

test.skipIf(why !== null)(
  `a save that fails asks, and is done when it can be${why === null ? '' : ` (left out: ${why})`}`,
  async () => {
    const me = app.person;
    await drag(me, [0.4, 0.6], [0.6, 0.35]);
    await toPlace(file);
    await tempo(91);
    await command(me, 'Save project');
    await expect.poll(() => readdir(disk.folder)).toEqual(['mine.melodrift']);
    const before = await readFile(file);

    await tempo(133);
    disk.fill();
    await command(me, 'Save project');
    await asked();
    expect(await words(me, at('save-failed'))).toContain('The disk is full');
    await picture(me, 'disk-full');
    expect(before.equals(await readFile(file))).toBe(true);
    disk.free();
    await me.click(at('save-failed-again'));
    await expect.poll(() => tempoOf(file)).toBe(133);
    expect(before.equals(await readFile(`${file}~`))).toBe(true);

    disk.readOnly(true);
    await tempo(144);
    await command(me, 'Simplified Chinese');
    await command(me, '保存项目');
    await asked();
    expect(await words(me, at('save-failed'))).toContain('无法在此处写入');
    await picture(me, 'disk-read-only-zh');
    const elsewhere = path.join(folder, 'elsewhere.melodrift');
    await toPlace(elsewhere);
    await me.click(at('save-failed-elsewhere'));
    await expect.poll(() => tempoOf(elsewhere).catch(() => null)).toBe(144);
    expect(await tempoOf(file)).toBe(133);

    // The new place is gone with its drive: what is exported goes elsewhere, and she goes on from where she saved.
    const exported = path.join(folder, 'sketch.mid');
    disk.vanish();
    await toPlace(path.join(disk.folder, 'sketch.mid'));
    await command(me, '导出 MIDI');
    await asked();
    expect(await words(me, at('save-failed'))).toContain('磁盘可能已被拔出');
    await toPlace(exported);
    await me.click(at('save-failed-elsewhere'));
    await expect
      .poll(async () => (await readFile(exported).catch(() => Buffer.alloc(4))).subarray(0, 4))
      .toEqual(Buffer.from('MThd'));
  },
);
