/** What is done at every frame: a person loses the hand that moves, the playhead and her recording where it ends for good. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { everyFrame } from '#renderer/frames.ts';

let asked: FrameRequestCallback[] = [];
let pulse = (): void => undefined;
let time = 0;
beforeEach(() => {
  asked = [];
  time = 0;
  vi.stubGlobal('requestAnimationFrame', (then: FrameRequestCallback) => asked.push(then));
  vi.stubGlobal('cancelAnimationFrame', () => (asked = []));
});
afterEach(() => vi.unstubAllGlobals());

/** A frame comes. */
const frame = (): void => asked.splice(0).forEach((then) => then(time));

/** A pulse comes, `milliseconds` later. */
function later(milliseconds: number): void {
  time += milliseconds;
  pulse();
}

function begun(each: () => void): () => void {
  return everyFrame(
    each,
    () => time,
    (then) => {
      pulse = then;
      return { run: () => undefined, rest: () => undefined, end: () => (pulse = () => undefined) };
    },
  );
}

it('a frame that fails is told of, and the next one comes all the same', () => {
  let count = 0;
  begun(() => {
    count += 1;
    if (count === 2) throw new Error('one mistake');
  });
  frame();
  expect(frame).toThrow('one mistake');
  frame();
  expect(count).toBe(3);
});

it('goes on by pulses where frames stop, and by frames alone when they come again', () => {
  const each = vi.fn();
  begun(each);
  frame();
  later(25);
  expect(each).toHaveBeenCalledTimes(1);
  later(200);
  later(25);
  expect(each).toHaveBeenCalledTimes(3);
  frame();
  later(25);
  expect(each).toHaveBeenCalledTimes(4);
});

it('ends when it is told to', () => {
  const each = vi.fn();
  const end = begun(each);
  frame();
  end();
  frame();
  later(1000);
  expect(each).toHaveBeenCalledTimes(1);
});
