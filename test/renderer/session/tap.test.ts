/** Tempo by tapping: it is what was meant, though no hand is even. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Tapping } from '#renderer/session/tap.ts';
import { silentSession } from '../silent-session.ts';
import { runById } from '#renderer/commands/commands.ts';

it('hears the tempo of an uneven hand: else the music limps behind the band', () => {
  const hand = fc.tuple(
    fc.integer({ min: 40, max: 240 }),
    fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 8, maxLength: 12 }),
  );
  fc.assert(
    fc.property(hand, ([bpm, errors]) => {
      const tapping = new Tapping();
      const beat = 60_000 / bpm;
      let heard: number | null = null;
      for (const [index, error] of errors.entries()) heard = tapping.tap(index * beat + error);
      // Eight taps that are up to 10 ms off: at most 3 ms in the length of a beat.
      expect(Math.abs(60_000 / (heard ?? NaN) - beat)).toBeLessThan(4);
    }),
  );
});

it('is exact for an even one, says nothing after one tap, and begins anew after a pause', () => {
  const tapping = new Tapping();
  expect(tapping.tap(0)).toBeNull();
  expect(tapping.tap(500)).toBe(120);
  expect(tapping.tap(1000)).toBe(120);
  expect(tapping.tap(9000)).toBeNull();
  expect(tapping.tap(9600)).toBe(100);
});

it('stays within the tempos there are, whatever is tapped', () => {
  const tapping = new Tapping();
  tapping.tap(0);
  expect(tapping.tap(1)).toBe(500);
  expect(tapping.tap(1)).toBeNull();
});

it('sets the tempo by the command, in one step of the history', () => {
  let now = 0;
  const { session } = silentSession(() => now);
  for (let tap = 0; tap < 4; tap += 1) {
    runById('tap', session);
    now += 400;
  }
  expect(session.player.bpm).toBe(150);
  expect(session.workspace.undoLabel?.code).toBe('tempo');
  session.workspace.undo();
  expect(session.workspace.undoLabel).toBeNull();
});
