/** How the app goes: her answer is waited for, a hanging window is not, and the system is never kept waiting. */
import { expect, test } from 'vitest';
import { Farewell, LAST_WORDS } from '#electron/farewell.ts';

/** A farewell with a clock in the hand. */
function made(): { farewell: Farewell; heard: string[]; pass: (seconds: number) => void } {
  const heard: string[] = [];
  let now = 0;
  let waiting: { readonly at: number; readonly call: () => void }[] = [];
  const farewell = new Farewell({
    ask: () => heard.push('ask'),
    tell: () => heard.push('tell'),
    end: () => heard.push('end'),
    after: (seconds, call) => {
      const entry = { at: now + seconds, call };
      waiting.push(entry);
      return () => (waiting = waiting.filter((each) => each !== entry));
    },
  });
  const pass = (seconds: number): void => {
    now += seconds;
    const due = waiting.filter(({ at }) => at <= now);
    waiting = waiting.filter(({ at }) => at > now);
    for (const { call } of due) call();
  };
  return { farewell, heard, pass };
}

test('nothing unsaved: asked, told, ended', () => {
  const { farewell, heard } = made();
  farewell.wish();
  farewell.answer('go');
  farewell.done();
  expect(heard).toEqual(['ask', 'tell', 'end']);
});

test('she may think as long as she likes, stay, and wish again', () => {
  const { farewell, heard, pass } = made();
  farewell.wish();
  farewell.answer('asking');
  pass(3600);
  farewell.wish();
  expect(heard).toEqual(['ask', 'ask']);
  farewell.answer('stay');
  pass(3600);
  expect(heard).toEqual(['ask', 'ask']);
  farewell.wish();
  expect(heard).toEqual(['ask', 'ask', 'ask']);
});

test('a signal goes past the question that is open', () => {
  const { farewell, heard, pass } = made();
  farewell.wish();
  farewell.answer('asking');
  farewell.go();
  farewell.answer('stay');
  pass(LAST_WORDS);
  expect(heard).toEqual(['ask', 'tell', 'end']);
});

test('a window that hangs keeps the app at most four seconds by her wish, two by a signal', () => {
  const wished = made();
  wished.farewell.wish();
  wished.pass(LAST_WORDS);
  wished.pass(LAST_WORDS);
  expect(wished.heard).toEqual(['ask', 'tell', 'end']);
  const told = made();
  told.farewell.go();
  told.pass(LAST_WORDS);
  expect(told.heard).toEqual(['tell', 'end']);
});

test('a page that was loaded anew has no question any more: the app stays until she wishes again', () => {
  const { farewell, heard, pass } = made();
  farewell.wish();
  farewell.answer('asking');
  farewell.renewed();
  pass(3600);
  expect(heard).toEqual(['ask']);
  farewell.wish();
  farewell.answer('go');
  expect(heard).toEqual(['ask', 'ask', 'tell']);
});

test('whatever comes twice happens once', () => {
  const { farewell, heard, pass } = made();
  farewell.go();
  farewell.go();
  farewell.wish();
  farewell.done();
  farewell.done();
  pass(10);
  expect(heard).toEqual(['tell', 'end']);
});
