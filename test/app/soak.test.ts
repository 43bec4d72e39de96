/** Hours of use squeezed together: what an evening on stage loses when memory, sound nodes or files pile up. `MELODRIFT_SOAK=minutes` says for how long; without it six rounds. */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openInChromium } from './chromium.ts';
import { cycle, save } from './soak/cycle.ts';
import { Gauge, hasProc, MEASURES, type Measure, type Sample } from './soak/gauge.ts';
import { isFlat, trendOf } from './soak/trend.ts';
import { demoIsOpen } from './walk.ts';

const minutes = Number(process.env['MELODRIFT_SOAK'] ?? 0);
/** So many cycles where no time is said: two of warm-up, and two halves of two. */
const CYCLES = 6;

const names = Object.keys(MEASURES) as readonly Measure[];

describe('a trend', () => {
  test('one that leaks is found, whatever noise lies over it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 30, maxLength: 60 }),
        (noise) => {
          const leak = noise.map((each, turn) => 1000 + 40 * turn + 100 * each);
          const flat = noise.map((each) => 1000 + 40 * each);
          const allowed = { share: 0.1, most: 20 };
          expect(isFlat(trendOf(leak), allowed)).toBe(false);
          expect(isFlat(trendOf(flat), allowed)).toBe(true);
        },
      ),
    );
  });

  test('what only grows while it warms up is flat', () => {
    const samples = Array.from({ length: 30 }, (_, turn) => Math.min(turn, 9) * 100);
    expect(isFlat(trendOf(samples), { share: 0, most: 0 })).toBe(true);
  });
});

describe.skipIf(!hasProc)('the app', () => {
  test(
    'holds no more after hours of playing, editing, listening, looking around, saving and opening than before',
    { timeout: minutes * 60_000 + 300_000 },
    async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
      const app = await openInChromium(folder, { learnOnDrop: false });
      try {
        await demoIsOpen(app.person);
        // Out of the way of what each cycle saves by the same name.
        const file = path.join(folder, 'start', 'Demo.melodrift');
        await mkdir(path.dirname(file));
        await rename(await save(app), file);
        const gauge = await Gauge.at(app);
        const samples: Sample[] = [];
        const end = performance.now() + minutes * 60_000;
        for (let turn = 0; turn < CYCLES || performance.now() < end; turn += 1) {
          await cycle(app, file, turn);
          samples.push(await gauge.read());
        }
        const rows = names.map((name) => ({
          name,
          ...trendOf(samples.map((sample) => sample[name])),
        }));
        process.stdout.write(
          [
            `${String(samples.length)} cycles; medians of the halves behind the first third, growth a cycle`,
            ...rows.map(({ name, first, second, slope }) =>
              [
                name.padEnd(10),
                ...[first, second].map((each) => each.toFixed(0).padStart(12)),
                slope.toFixed(1).padStart(12),
              ].join(' '),
            ),
            '',
          ].join('\n'),
        );
        for (const { name, ...trend } of rows)
          expect(isFlat(trend, MEASURES[name]), `${name} ${JSON.stringify(trend)}`).toBe(true);
      } finally {
        await app.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
