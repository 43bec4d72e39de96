/** The walls of the house hold, and each of them is shown to catch a bad import planted for it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaches, imports, lost, type Breach } from './cruise.ts';
import { ROOMS, roomOf } from './rooms.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['main', 'electron', 'renderer'];

describe('the house as it stands', () => {
  it('has no import through a wall: else a room can no longer be understood or tested alone', async () => {
    const found = await imports(
      ROOT,
      FOLDERS.filter((folder) => existsSync(join(ROOT, folder))),
    );
    expect(found.summary.totalCruised).toBeGreaterThan(20);
    expect(breaches(found)).toEqual([]);
    expect(lost(found.modules)).toEqual([]);
  }, 60_000);
});

/** Packages that stand for "any other package" in planted files; each is foreign to at least one room. */
const PACKAGES = ['tone', 'zod', 'svelte', 'jzz', 'electron', '@tensorflow/tfjs-node', 'ws'];

const everyRoom = ROOMS.map(({ name }) => name);

function doorOf(room: string): string {
  return room === 'renderer' ? 'renderer/App.svelte' : `${room}/door.ts`;
}

/** One planted import: the file it stands in, what it imports and whether that is allowed. */
interface Planted {
  readonly file: string;
  readonly specifier: string;
  readonly allowed: boolean;
  readonly words: string;
}

function planted(): readonly Planted[] {
  let count = 0;
  const fileIn = (room: string): string => `${room}/planted${(count += 1)}.ts`;
  return ROOMS.flatMap((room) => [
    ...everyRoom.map((other) => ({
      file: fileIn(room.name),
      specifier: `#${doorOf(other)}`,
      allowed: other === room.name || room.imports.includes(other),
      words: `${room.name} imports the door of ${other}`,
    })),
    ...everyRoom
      .filter((other) => other !== room.name && other !== 'renderer')
      .map((other) => ({
        file: fileIn(room.name),
        specifier: `#${other}/inner/private.ts`,
        allowed: false,
        words: `${room.name} reaches into ${other} past its doors`,
      })),
    ...PACKAGES.map((name) => ({
      file: fileIn(room.name),
      specifier: name,
      allowed: room.packages.some(
        (each) => each === name || (each.endsWith('*') && name.startsWith(each.slice(0, -1))),
      ),
      words: `${room.name} imports the package ${name}`,
    })),
    {
      file: fileIn(room.name),
      specifier: 'node:fs',
      allowed: room.node,
      words: `${room.name} imports a module of Node`,
    },
  ]);
}

describe('bad imports planted in a copy of the house', () => {
  const root = mkdtempSync(join(tmpdir(), 'walls-'));
  const all = planted();
  let found: readonly Breach[] = [];

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }

  beforeAll(async () => {
    const map = ['main', 'electron', 'renderer', 'resources'].map((name) => [
      `#${name}/*`,
      `./${name}/*`,
    ]);
    write(
      'package.json',
      JSON.stringify({
        imports: Object.fromEntries(map),
        dependencies: Object.fromEntries(PACKAGES.map((name) => [name, '1.0.0'])),
      }),
    );
    for (const name of PACKAGES) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      write(`node_modules/${name}/index.js`, 'module.exports = {};');
    }
    for (const { name } of ROOMS) {
      write(doorOf(name), name === 'renderer' ? '<p>door</p>' : 'export const door = 1;');
      if (name !== 'renderer') write(`${name}/inner/private.ts`, 'export const inner = 1;');
    }
    for (const { file, specifier } of all) write(file, `import '${specifier}';\n`);
    found = breaches(await imports(root, FOLDERS));
  }, 120_000);

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(all.filter(({ allowed }) => !allowed))('are caught: $words', ({ file }) => {
    expect(found.filter(({ from }) => from === file).length).toBeGreaterThan(0);
  });

  it('are not cried over where the table allows them', () => {
    const good = new Set(all.filter(({ allowed }) => allowed).map(({ file }) => file));
    expect(found.filter(({ from }) => good.has(from))).toEqual([]);
  });
});

describe('the table of rooms', () => {
  it('keeps the pure rooms free of Node and of rooms that are not pure', () => {
    const pure = new Set(ROOMS.filter((room) => room.pure).map(({ name }) => name));
    for (const room of ROOMS.filter(({ pure }) => pure)) {
      expect(room.node).toBe(false);
      expect(room.imports.filter((name) => !pure.has(name))).toEqual([]);
    }
  });

  it('keeps views apart: one view never imports another', () => {
    const views = ['roll', 'pad', 'blend', 'learn', 'library', 'mixer'];
    for (const view of views) {
      const { imports: allowed } = roomOf(`renderer/${view}/x.ts`) ?? { imports: [] };
      expect(allowed.length).toBeGreaterThan(0);
      expect(allowed.filter((name) => views.includes(name.replace('renderer/', '')))).toEqual([]);
    }
  });

  it('finds the room of a file', () => {
    expect(roomOf('main/music/midi/tracks.ts')?.name).toBe('main/music');
    expect(roomOf('renderer/App.svelte')?.name).toBe('renderer');
    expect(roomOf('test/data.ts')).toBeNull();
  });
});
