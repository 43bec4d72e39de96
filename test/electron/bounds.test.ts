/** Where the window opens: what somebody loses who unplugs a screen, or whose file of it is spoilt. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readBounds, reachable, writeBounds, type Bounds } from '#electron/bounds.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'melodrift-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 };
const STAGE = { x: 1440, y: 0, width: 1920, height: 1080 };
const anywhere = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
  width: fc.integer({ min: 1024, max: 4000 }),
  height: fc.integer({ min: 700, max: 3000 }),
  maximized: fc.boolean(),
});

describe('a window', () => {
  it('comes back where it was, on the screen on which it was', () => {
    const bounds: Bounds = { x: 1500, y: 40, width: 1200, height: 800, maximized: false };
    expect(reachable(bounds, [LAPTOP, STAGE])).toEqual(bounds);
  });

  it('comes back to the middle when that screen is gone: else nobody would find it', () => {
    const bounds: Bounds = { x: 1500, y: 40, width: 1200, height: 800, maximized: true };
    expect(reachable(bounds, [LAPTOP])).toBeNull();
    expect(reachable(null, [LAPTOP])).toBeNull();
  });

  it('wherever it was, can be taken by its top', () => {
    fc.assert(
      fc.property(anywhere, (bounds) => {
        const found = reachable(bounds, [LAPTOP]);
        if (found === null) return;
        expect(found.y).toBeGreaterThanOrEqual(LAPTOP.y);
        expect(found.y).toBeLessThan(LAPTOP.y + LAPTOP.height);
        expect(found.x).toBeLessThan(LAPTOP.x + LAPTOP.width);
        expect(found.x + found.width).toBeGreaterThan(LAPTOP.x);
      }),
    );
  });

  it('is the same after a restart, and opens as at first from a file that says nothing', () => {
    const file = path.join(folder, 'new/window.json');
    fc.assert(
      fc.property(anywhere, (bounds) => {
        writeBounds(file, bounds);
        expect(readBounds(file)).toEqual(bounds);
      }),
    );
    expect(readBounds(path.join(folder, 'none.json'))).toBeNull();
    for (const text of ['', '{', 'null', '{"x":1}', '{"x":1e999,"y":0,"width":0,"height":-1}']) {
      writeFileSync(file, text);
      expect(readBounds(file), text).toBeNull();
    }
  });
});
