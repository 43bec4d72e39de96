/** A script that calls Melodrift learns the truth about every file, and nothing hangs it. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sharedData } from '../../data.ts';
import { expectedSongs, manifest } from '../../music/files.ts';
import { run } from './run.ts';

const DEMO = join(import.meta.dirname, '../../../resources/demo/songs');
const song = join(DEMO, 'd_e2m5.mid');
const data = sharedData();

describe('the door', () => {
  test('help lists every call, in JSON and in words', async () => {
    const { code, lines, sentences } = await run('help');
    expect(code).toBe(0);
    expect(lines.map(({ call }) => String(call).split(' ')[0])).toEqual(
      expect.arrayContaining(['inspect', 'frames', 'help']),
    );
    expect(sentences.join('\n')).toContain('cli frames FILE [--drums]');
  });

  test.each([
    [[]],
    [['nonsense']],
    [['inspect']],
    [['inspect', '--verbose', song]],
    [['frames']],
    [['frames', song, song]],
  ])('a call written wrongly (%j) is told so and exits 1', async (args) => {
    const { code, lines, sentences } = await run(...args);
    expect(code).toBe(1);
    expect(lines).toEqual([]);
    expect(sentences.length).toBeGreaterThan(0);
  });
});

describe('inspect', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'melodrift-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('a song is told with its figures', async () => {
    const { code, lines } = await run('inspect', song);
    expect(code).toBe(0);
    const figures = {
      ok: true,
      format: 1,
      notes: 1361,
      tracks: 9,
      tempos: 1,
      repaired: [],
      problem: null,
    };
    expect(lines).toEqual([{ file: song, seconds: 133.3334, ...figures }]);
  });

  test('a folder is searched through; hidden files, names without an ending and awkward names count', async () => {
    mkdirSync(join(folder, '歌 [v2]'));
    for (const name of ['.hidden', 'no-extension', '-dash.mid', '歌 [v2]/歌 #1?.mid']) {
      copyFileSync(song, join(folder, name));
    }
    writeFileSync(join(folder, 'notes.txt'), 'milk, bread');
    const { code, lines, sentences } = await run('inspect', folder);
    expect(code).toBe(0);
    expect(
      lines.map(({ file, ok, skipped }) => [String(file).slice(folder.length + 1), ok, skipped]),
    ).toEqual([
      ['-dash.mid', true, undefined],
      ['.hidden', true, undefined],
      ['no-extension', true, undefined],
      ['notes.txt', false, true],
      ['歌 [v2]/歌 #1?.mid', true, undefined],
    ]);
    expect(sentences.at(-1)).toBe('4 accepted, 0 refused, 1 skipped.');
  });

  test('a folder without music says so', async () => {
    const { code, sentences } = await run('inspect', folder);
    expect(code).toBe(2);
    expect(sentences[0]).toBe('There is no MIDI file here.');
  });

  test('one bad file does not stop the others', async () => {
    writeFileSync(join(folder, 'bad.mid'), 'MThd');
    const { code, lines } = await run(
      'inspect',
      join(folder, 'bad.mid'),
      join(folder, 'gone.mid'),
      song,
    );
    expect(code).toBe(2);
    expect(lines.map(({ ok }) => ok)).toEqual([false, false, true]);
    expect(lines[0]?.['problem']).toMatchObject({ code: 'header-broken' });
    expect(lines[1]?.['problem']).toMatchObject({ code: 'unreadable', detail: 'ENOENT' });
  });

  test.skipIf(process.platform === 'win32')(
    'pipes and links neither hang nor lead in circles',
    async () => {
      execFileSync('mkfifo', [join(folder, 'pipe.mid')]);
      symlinkSync(folder, join(folder, 'circle'));
      symlinkSync('nowhere', join(folder, 'dangling.mid'));
      const named = await run('inspect', join(folder, 'pipe.mid'), join(folder, 'dangling.mid'));
      expect(named.code).toBe(2);
      const searched = await run('inspect', folder);
      expect(searched.lines.map(({ problem }) => problem)).toEqual([
        expect.objectContaining({ code: 'not-a-file' }),
        expect.objectContaining({ code: 'not-a-file' }),
        expect.objectContaining({ code: 'not-a-file' }),
      ]);
    },
  );
});

describe.skipIf(data === null)(
  'against what was counted independently',
  { timeout: 60_000 },
  () => {
    test('inspect tells the figures of every song', async () => {
      const { lines } = await run('inspect', join(data ?? '', 'songs'));
      const byFile = new Map(lines.map((line) => [line['file'], line]));
      for (const [file, expected] of expectedSongs(data ?? '')) {
        const line = byFile.get(join(data ?? '', 'songs', file));
        const { notes, tracks } = expected;
        expect(line, file).toMatchObject({
          ok: true,
          notes,
          tracks,
          tempos: expected.tempo_events,
          repaired: [],
        });
        expect(line?.['seconds']).toBeCloseTo(expected.with_drums.seconds, 3);
      }
    });

    test('frames tells the frames, cells and keys of every song, with drums and without', async () => {
      for (const [file, expected] of expectedSongs(data ?? '')) {
        const path = join(data ?? '', 'songs', file);
        const { frames, cells, pitches: keys } = expected;
        const [line] = (await run('frames', path)).lines;
        expect(line, file).toMatchObject({ rate: 20, low: 21, frames, cells, keys });
        const [drums] = (await run('frames', path, '--drums')).lines;
        const { with_drums: all } = expected;
        expect(drums, file).toMatchObject({
          frames: all.frames,
          cells: all.cells,
          keys: all.pitches,
        });
      }
    });

    test('inspect treats every malformed file as its manifest says', async () => {
      for (const set of ['generated', 'stress']) {
        const folder = join(data ?? '', 'malformed', set);
        const { code, lines } = await run('inspect', folder);
        if (set === 'generated') expect(code).toBe(2);
        const byFile = new Map(lines.map((line) => [line['file'], line]));
        for (const { file, expect: fate, notes } of manifest(folder)) {
          const line = byFile.get(join(folder, file));
          expect(line, file).toBeDefined();
          if (fate === 'load') expect(line, file).toMatchObject({ ok: true, notes });
          if (fate === 'reject') expect(line, file).toMatchObject({ ok: false });
        }
      }
    });
  },
);
