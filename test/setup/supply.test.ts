/** Set-up refuses what is not whole or not the right bytes, and two of them at once do not harm each other. */
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDisplay } from '#setup/commands/start.ts';
import { isNewEnough } from '#setup/parts/node.mjs';
import { packagesStamp } from '#setup/parts/packages.ts';
import { heardAgain, tallyOf } from '#setup/stages/vitest.ts';
import { cacheFolder } from '#setup/supply/cache.mjs';
import { SetupFailure } from '#setup/supply/failure.mjs';
import { digestOf, verify } from '#setup/supply/hash.mjs';
import { underLock } from '#setup/supply/lock.mjs';
import { find, run } from '#setup/supply/program.mjs';
import { exists, whole } from '#setup/supply/whole.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setup-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a download', () => {
  it('is taken when its hash is the written one', async () => {
    const file = join(folder, 'x.whl');
    await writeFile(file, 'bytes');
    const digest = await digestOf(file, 'sha256', 'hex');
    await verify(file, { algorithm: 'sha256', encoding: 'hex', digest });
  });

  it('is refused with a sentence when one byte differs', async () => {
    const file = join(folder, 'x.whl');
    await writeFile(file, 'bytes');
    const digest = await digestOf(file, 'sha256', 'hex');
    await writeFile(file, 'bytez');
    const refusal = verify(file, { algorithm: 'sha256', encoding: 'hex', digest });
    await expect(refusal).rejects.toBeInstanceOf(SetupFailure);
    await expect(refusal).rejects.toThrow(/x\.whl is not the file that was expected/);
  });
});

describe('a cached folder', () => {
  it('is built once and found the next time', async () => {
    const target = join(folder, 'tool');
    const build = (part: string): Promise<void> => writeFile(join(part, 'file'), 'whole');
    expect(await whole(target, build)).toBe(true);
    expect(await whole(target, build)).toBe(false);
    expect(await readFile(join(target, 'file'), 'utf8')).toBe('whole');
  });

  it('does not exist after a build that failed, and the next build starts clean', async () => {
    const target = join(folder, 'tool');
    const failing = whole(target, async (part) => {
      await writeFile(join(part, 'half'), 'half');
      throw new SetupFailure('The disk is full.', 'Make room.');
    });
    await expect(failing).rejects.toThrow('The disk is full. Make room.');
    expect(await exists(target)).toBe(false);
    await whole(target, (part) => writeFile(join(part, 'file'), 'whole'));
    expect(await exists(join(target, 'half'))).toBe(false);
    expect(await exists(join(target, 'file'))).toBe(true);
  });

  it('takes over a lock whose owner died', async () => {
    const { stdout } = await run(process.execPath, ['-p', 'process.pid']);
    const lock = join(folder, 'lock');
    await mkdir(lock);
    await writeFile(join(lock, 'owner'), stdout.trim());
    expect(await underLock(lock, () => Promise.resolve('mine'))).toBe('mine');
    expect(await exists(lock)).toBe(false);
  });

  it('is built by one of two processes that want it at once', async () => {
    const module = new URL('../../setup/supply/whole.mjs', import.meta.url).href;
    const script = `
      const { whole } = await import(${JSON.stringify(module)});
      const { appendFile } = await import('node:fs/promises');
      await whole(process.argv[1] + '/tool', () => appendFile(process.argv[1] + '/log', 'built\\n'));
    `;
    const racers = Array.from({ length: 4 }, () =>
      run(process.execPath, ['--input-type=module', '-e', script, folder]),
    );
    const codes = (await Promise.all(racers)).map(({ code }) => code);
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('built\n');
  });

  it('is held by one process at a time, however fast the lock goes from hand to hand', async () => {
    const module = new URL('../../setup/supply/lock.mjs', import.meta.url).href;
    const script = `
      const { underLock } = await import(${JSON.stringify(module)});
      const { appendFile } = await import('node:fs/promises');
      const log = (mark) => appendFile(process.argv[1] + '/log', mark);
      for (let turn = 0; turn < 15; turn += 1)
        await underLock(process.argv[1] + '/lock', async () => (await log('<'), await log('>')), 0);
    `;
    const racers = Array.from({ length: 6 }, () =>
      run(process.execPath, ['--input-type=module', '-e', script, folder]),
    );
    const codes = (await Promise.all(racers)).map(({ code }) => code);
    expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('<>'.repeat(90));
  }, 30_000);
});

describe('the stamp of installed packages', () => {
  async function stampWith(manifest: object, lock: string): Promise<string> {
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'package-lock.json'), lock);
    return packagesStamp(folder);
  }

  it('changes with the lock and the wanted packages, not with version or scripts', async () => {
    const base = await stampWith({ version: '1.0.0', dependencies: { zod: '4.6.7' } }, '{}');
    expect(await stampWith({ version: '2.0.0', dependencies: { zod: '4.6.7' } }, '{}')).toBe(base);
    expect(await stampWith({ dependencies: { zod: '4.6.8' } }, '{}')).not.toBe(base);
    expect(await stampWith({ dependencies: { zod: '4.6.7' } }, '{ }')).not.toBe(base);
  });
});

describe('commands', () => {
  it.each(readdirSync(new URL('../../setup/commands/', import.meta.url)))(
    '%s loads before any package is there: else a fresh clone cannot set itself up',
    async (name) => {
      const text = await readFile(new URL(`../../setup/commands/${name}`, import.meta.url), 'utf8');
      const early = [...text.matchAll(/^import .* from '([^']+)'/gm)].map(
        (match) => match[1] ?? '',
      );
      const good = /^(node:|\.\.\/(ready|stages\/|supply\/))/;
      expect(early.filter((from) => !good.test(from))).toEqual([]);
    },
  );
});

describe('where things are', () => {
  it.each([
    ['20.20.2', false],
    ['22.21.1', false],
    ['22.22.0', true],
    ['23.9.0', false],
    ['24.14.0', false],
    ['24.15.0', true],
    ['26.0.0', true],
  ])('Node %s is new enough: %s', (version, enough) => {
    expect(isNewEnough(version)).toBe(enough);
  });

  it('the cache lies where the person or her system says', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe(join('/c', 'melodrift'));
    expect(cacheFolder({ MELODRIFT_CACHE: '/m', XDG_CACHE_HOME: '/c' }, 'linux')).toBe('/m');
  });

  it('a program that is absent is an outcome, not a crash', async () => {
    expect(find('no-such-program-here')).toBeNull();
    expect((await run('no-such-program-here', [])).code).toBe(-1);
  });

  it('a window is opened only where it can be seen', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
  });
});

describe('the sum of a test run', () => {
  it('is never green when the runner failed or left no report', () => {
    expect(tallyOf(null, 1)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
    expect(tallyOf({ numPassedTests: 3, numFailedTests: 0 }, 1).failed).toBe(1);
    expect(tallyOf({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1 }, 0)).toEqual({
      passed: 3,
      failed: 0,
      skipped: 1,
      names: [],
    });
  });

  it('names what failed at its end, where a log that was cut still has it', () => {
    const report = {
      numFailedTests: 1,
      testResults: [
        {
          name: '/a/test/music/note.test.ts',
          assertionResults: [
            { status: 'passed', fullName: 'a note is kept' },
            { status: 'failed', fullName: 'a note ends', failureMessages: ['it rings\n  at 3:1'] },
          ],
        },
        { name: '/a/test/midi/cable.test.ts', status: 'failed', message: '' },
      ],
    };
    expect(tallyOf(report, 1).names).toEqual([
      'note.test.ts: a note ends (it rings)',
      'cable.test.ts (outside its tests)',
    ]);
    expect(tallyOf({ numPassedTests: 3 }, 1).names).toHaveLength(1);
  });

  it('counts the second run of a failed file in place of its first, and names it', () => {
    const file = (name: string, ...statuses: readonly string[]): object => ({
      name,
      status: statuses.includes('failed') ? 'failed' : 'passed',
      assertionResults: statuses.map((status) => ({ status, fullName: `${status} one` })),
    });
    const first = {
      testResults: [
        file('a/roll.test.ts', 'passed', 'pending'),
        file('a/keys.test.ts', 'passed', 'failed'),
      ],
    };
    const again = { passed: 2, failed: 0, skipped: 0, names: [] };
    expect(heardAgain(first, again)).toEqual({
      passed: 3,
      failed: 0,
      skipped: 1,
      names: [],
      shaky: ['keys.test.ts: failed one'],
    });
    const names = ['keys.test.ts: failed one (a reason)'];
    const still = { passed: 1, failed: 1, skipped: 0, names };
    expect(heardAgain(first, still)).toMatchObject({ passed: 2, failed: 1, shaky: [] });
  });
});
