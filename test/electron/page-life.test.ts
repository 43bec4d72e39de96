/** A page that crashes: it comes back, and one that cannot live does not burn the machine for ever. */
import { expect, test } from 'vitest';
import { PageLife } from '#electron/page-life.ts';

/** A life with a clock in the hand, and what was loaded at which second. */
function made(): { life: PageLife; loaded: string[]; pass: (seconds: number) => void } {
  const loaded: string[] = [];
  let now = 0;
  let waiting: { readonly at: number; readonly call: () => void }[] = [];
  const life = new PageLife({
    load: (what) => loaded.push(`${what} ${String(now)}`),
    clock: {
      now: () => now,
      after: (seconds, call) => {
        const entry = { at: now + seconds, call };
        waiting.push(entry);
        return () => (waiting = waiting.filter((each) => each !== entry));
      },
    },
  });
  const pass = (seconds: number): void => {
    now += seconds;
    const due = waiting.filter(({ at }) => at <= now);
    waiting = waiting.filter(({ at }) => at > now);
    for (const { call } of due) call();
  };
  return { life, loaded, pass };
}

test('it is loaded again at once, then later and later, and at the fourth death a person is asked', () => {
  const { life, loaded, pass } = made();
  life.begin();
  life.died();
  pass(0);
  pass(10);
  life.died();
  pass(1);
  life.died();
  pass(4);
  life.died();
  pass(0);
  pass(100);
  expect(loaded).toEqual(['app 0', 'app 0', 'app 11', 'app 15', 'stopped 15']);
});

test('nothing is loaded where even the page that asks dies, until she begins again, with a new count', () => {
  const { life, loaded, pass } = made();
  life.begin();
  for (let death = 0; death < 6; death += 1) {
    life.died();
    pass(5);
  }
  expect(loaded).toEqual(['app 0', 'app 5', 'app 10', 'app 15', 'stopped 20']);
  life.begin();
  life.died();
  pass(0);
  expect(loaded.slice(5)).toEqual(['app 30', 'app 30']);
});

test('a crash now and then never stops it', () => {
  const { life, loaded, pass } = made();
  life.begin();
  for (let death = 0; death < 20; death += 1) {
    life.died();
    pass(200);
  }
  expect(loaded).toHaveLength(21);
  expect(loaded.filter((each) => each.startsWith('stopped'))).toEqual([]);
});
