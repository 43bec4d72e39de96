/** Projects as the desktop hands them over: by a double-click, a second launch, a drop, and from the list of recent ones. */
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackAutosave } from '#main/project/autosave.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import { open } from '#main/project/history.ts';
import { emptyProject, setProject } from '#main/project/models.ts';
import { at, command, exists, picture, until, words } from '../app/walk.ts';
import { handOver, startAlone } from './alone.ts';
import { openPacked } from './packed.ts';
import { screen } from './screen.ts';
import type { Packed } from './packed.ts';

let app: Packed;
let folder = '';

/** A project of its own tempo, by which it is known in the window. */
async function project(name: string, bpm: number): Promise<string> {
  const file = path.join(folder, `${name}.melodrift`);
  await writeFile(file, pack(open(setProject(emptyProject(name), { bpm }))));
  return file;
}
const tempoOf = async (file: string): Promise<number | null> => {
  const read = unpack(new Uint8Array(await readFile(file)));
  return 'kind' in read ? null : read.history.project.bpm;
};
const shows = (bpm: number): Promise<void> =>
  until(
    app.person,
    `Number(document.querySelector('${at('tempo')}').value) === ${String(bpm)}`,
    60,
  );
const title = (): Promise<string> =>
  app.session.electron.execute((electron) =>
    String(electron.BrowserWindow.getAllWindows()[0]?.getTitle()),
  );
/** What lies in the native menu of recent projects. */
const recent = (): Promise<readonly string[]> =>
  app.session.electron.execute((electron) => {
    const file = electron.Menu.getApplicationMenu()?.items[0]?.submenu?.items ?? [];
    const inner = file.find(({ label }) => label === 'Recent projects')?.submenu?.items ?? [];
    return inner.map(({ label }) => label);
  });

const setTempo = (bpm: number): Promise<void> =>
  app.person.ask(`(() => {
    const field = document.querySelector('${at('tempo')}');
    field.value = '${String(bpm)}';
    field.dispatchEvent(new Event('change', { bubbles: true }));
  })()`);

/** No dialog is answered: saving must know its place. */
const noDialogs = (): Promise<void> =>
  app.session.electron.execute((electron) => {
    electron.dialog.showSaveDialog = () => Promise.reject(new Error('a dialog'));
  });

test('the project that the app is started with is open', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  const shown = await screen();
  const { child, page } = await startAlone(home, shown.display, {}, [files[0]]);
  await page.waitForFunction(
    (tempo) => document.querySelector<HTMLInputElement>(tempo)?.value === '91.0',
    { timeout: 60_000 },
    at('tempo'),
  );
  child.kill('SIGTERM');
  await once(child, 'exit');
  await shown.off();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

let files: readonly [string, string, string];
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  files = [
    await project('argued 歌 #1', 91),
    await project('launched', 92),
    await project('dropped', 93),
  ];
  app = await openPacked(folder);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a second launch hands its project over and ends', async () => {
  expect(await handOver(folder, process.env['DISPLAY'] ?? '', files[1])).toBe(0);
  await shows(92);
});

test('a project that is dropped on the window is saved where it came from', async () => {
  await noDialogs();
  await app.person.drop([files[2]]);
  await shows(93);
  await setTempo(133);
  await expect.poll(title).toContain('•');
  await command(app.person, 'Save project');
  await expect.poll(() => tempoOf(files[2])).toBe(133);
  expect(await tempoOf(files[0])).toBe(91);
});

/** The tempo in what is kept of unsaved work; null where nothing is. */
async function keptTempo(): Promise<number | null> {
  const place = path.join(folder, 'home/autosaves');
  const [name] = (await readdir(place)).filter((each) => each.endsWith('.autosave'));
  if (name === undefined) return null;
  const bytes = new Uint8Array(await readFile(path.join(place, name)));
  return unpackAutosave(bytes)?.history.project.bpm ?? null;
}

test('killed before it was saved, the work comes back and is saved where its project lies', async () => {
  await setTempo(144);
  await expect.poll(keptTempo).toBe(144);
  await app.crash();
  app = await openPacked(folder);
  await noDialogs();
  await until(app.person, exists(at('recovery')), 60);
  await app.person.click(at('recovery-recover'));
  await shows(144);
  await command(app.person, 'Save project');
  await expect.poll(() => tempoOf(files[2])).toBe(144);
});

test('after a restart both are in the menu, and one that is gone says so and can be taken off', async () => {
  await app.close();
  await rename(files[1], `${files[1]}.away`);
  app = await openPacked(folder);
  await until(app.person, exists(at('song-row')), 60);
  const two = ['dropped', 'launched'].map((name) => `Open ${name}.melodrift`);
  await expect.poll(recent).toEqual([...two, 'Recent projects…']);
  await command(app.person, 'Open launched');
  await until(app.person, exists(at('missing')));
  expect(await words(app.person, at('missing'))).toContain('launched.melodrift');
  await picture(app.person, 'recent-missing');
  await app.person.click(at('missing-forget'));
  await expect.poll(recent).toEqual([two[0], 'Recent projects…']);
  await command(app.person, 'Recent projects');
  await until(app.person, `document.querySelectorAll('${at('recent-row')}').length === 1`);
  await picture(app.person, 'recent-projects');
  await app.person.click(at('recent-open'));
  await shows(144);
});
