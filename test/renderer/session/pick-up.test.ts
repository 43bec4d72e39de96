/** A knob that is turned never makes a value jump: it takes hold where it comes to the value. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { turned, UNTOUCHED, type Knob } from '#renderer/session/pick-up.ts';

test('whatever a knob does, a value that it moves goes by no more than the knob did, but for the first touch', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.record({ knob: fc.integer({ min: 0, max: 127 }) }),
          fc.record({ mouse: fc.float({ min: 0, max: 1, noNaN: true }) }),
        ),
        { maxLength: 40 },
      ),
      (acts) => {
        let knob: Knob = UNTOUCHED;
        let value = 0.5;
        let before: number | null = null;
        for (const act of acts) {
          if ('mouse' in act) value = act.mouse;
          else {
            const at = act.knob / 127;
            const next = turned(knob, at, value);
            const reach = before === null ? 0 : Math.abs(at - before);
            if (next.set !== null)
              expect(Math.abs(next.set - value)).toBeLessThanOrEqual(
                Math.max(reach, 0) + 5.1 / 127,
              );
            value = next.set ?? value;
            knob = next.knob;
            before = at;
          }
        }
      },
    ),
  );
});

test('it takes hold when it passes the value, and loses it when the mouse moves that away', () => {
  const far = turned(UNTOUCHED, 0.9, 0.2);
  expect(far.set).toBeNull();
  const passed = turned(far.knob, 0.1, 0.2);
  expect(passed.set).toBe(0.1);
  expect(turned(passed.knob, 0.15, 0.1).set).toBe(0.15);
  expect(turned(passed.knob, 0.15, 0.8).set).toBeNull();
});
