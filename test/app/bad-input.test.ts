/** Everything that people drop by mistake, in the running window: each is named, the rest goes on, nothing is lost. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeMidi } from '#main/music/write-midi.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { opened } from './opened.ts';
import { at } from './walk.ts';
import type { Note } from '#main/music/note.ts';
import type { Piece } from '#main/music/piece.ts';

const app = opened({ learnOnDrop: false });

/** A song of its own by `seed`: a note every `gap` ticks, at 120 quarters a minute. */
function song(seed: number, count: number, gap = 240): Uint8Array {
  const notes: Note[] = Array.from({ length: count }, (_, index) => ({
    channel: 0,
    pitch: 48 + ((index * (seed + 3)) % 24),
    velocity: 1 + (seed % 127),
    start: index * gap,
    end: index * gap + Math.min(gap, 240),
    releaseVelocity: 0,
  }));
  const piece: Piece = {
    name: String(seed),
    format: 1,
    division: 480,
    tracks: [{ name: `song ${String(seed)}`, notes, events: [], end: count * gap }],
    tempos: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    keys: [],
    repaired: [],
  };
  return Uint8Array.from(writeMidi(piece));
}

/** Chooses files, or a folder, as a person does in the system's dialog. */
async function choose(button: string, ...places: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([
    app.page.waitForFileChooser(),
    app.page.click(`[data-testid="${button}"]`),
  ]);
  await chooser.accept([...places]);
}

/** What the library says of files that need a look. */
const rows = (): Promise<readonly { file: string; state: string; why: string }[]> =>
  app.page.$$eval('[data-testid="import-row"]', (items) =>
    items.map((item) => {
      const file = item.querySelector('.title')?.textContent.trim() ?? '';
      const why = item.querySelector('.why')?.textContent.trim() ?? '';
      return { file, state: (item as HTMLElement).dataset['state'] ?? '', why };
    }),
  );
/** Names of the songs in the list. */
const songs = (): Promise<readonly string[]> =>
  app.page.$$eval('[data-testid="song-row"] .name', (items) =>
    items.map((item) => item.textContent.trim()).sort(),
  );

test('a folder of all kinds gives its music; each other file is named with its reason', async () => {
  const mixed = path.join(app.folder, 'mixed');
  await mkdir(path.join(mixed, 'deep'), { recursive: true });
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'empty.mid': '',
    'zip.mid': 'PK\u0003\u0004 something',
    'notes.txt': 'hello',
    'three-notes.mid': song(1, 3),
    'three-hours.mid': song(2, 3 * 3600, 960),
    'deep/歌 [v2] #1?.mid': song(4, 64),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(mixed, name), bytes);
  await choose('open-folder', mixed);
  // Her own songs take the place of the demo's.
  await expect
    .poll(songs, { timeout: 60_000 })
    .toEqual(['three-hours', 'three-notes', '歌 [v2] #1?']);
  const told = new Map((await rows()).map(({ file, ...row }) => [file, row]));
  expect([...told.keys()].sort()).toEqual(['empty.mid', 'notes.txt', 'zip.mid']);
  expect(told.get('notes.txt')?.state).toBe('skipped');
  expect(told.get('zip.mid')).toEqual({ state: 'refused', why: m.problem_zip_archive() });
  expect(told.get('empty.mid')).toEqual({ state: 'refused', why: m.problem_empty() });
});

test('a thousand files come in, the window answers meanwhile, and all of them can be learned', async () => {
  const many = path.join(app.folder, 'many');
  await mkdir(many);
  for (let index = 0; index < 1000; index += 1)
    await writeFile(path.join(many, `${String(index)}.mid`), song(index + 10, 64 + (index % 7)));
  await choose('open-folder', many);
  await app.page.waitForSelector('[data-testid="library"] [role="progressbar"]', {
    timeout: 30_000,
  });
  await app.person.click(at('play'));
  await expect.poll(async () => (await songs()).length, { timeout: 120_000 }).toBe(1003);
  await app.person.click(at('learn-button'));
  // The curve is drawn as soon as a step was taken.
  await app.page.waitForSelector('.curve', { timeout: 120_000 });
  await app.person.click(at('learn-stop'));
});
