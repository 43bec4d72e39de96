/** The pad's questions: the newest position wins and nothing queues up behind it. */
import { describe, expect, it } from 'vitest';
import { Newest } from '#renderer/session/newest.ts';

function desk() {
  const asked: {
    readonly input: number;
    readonly answer: (value: string) => void;
    readonly fail: (reason: unknown) => void;
    readonly signal: AbortSignal;
  }[] = [];
  const heard: string[] = [];
  const failed: unknown[] = [];
  const newest = new Newest<number, string>(
    (input, signal) => new Promise((answer, fail) => asked.push({ input, answer, fail, signal })),
    (output, input) => heard.push(`${input}:${output}`),
    (failure) => failed.push(failure),
  );
  return { asked, heard, failed, newest };
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

describe('newest question', () => {
  it('skips every position that a newer one has overtaken, or the sound would lag behind the hand', async () => {
    const { asked, heard, newest } = desk();
    for (const input of [1, 2, 3, 4]) newest.put(input);
    expect(asked.map(({ input }) => input)).toEqual([1]);
    asked[0]?.answer('a');
    await settled();
    expect(asked.map(({ input }) => input)).toEqual([1, 4]);
    asked[1]?.answer('b');
    await settled();
    expect(heard).toEqual(['1:a', '4:b']);
  });

  it('goes on after a failure, or one lost answer would silence the pad', async () => {
    const { asked, heard, failed, newest } = desk();
    newest.put(1);
    asked[0]?.fail(new Error('gone'));
    await settled();
    newest.put(2);
    asked[1]?.answer('b');
    await settled();
    expect(failed).toHaveLength(1);
    expect(heard).toEqual(['2:b']);
  });

  it('cancels what is in flight and drops its late answer', async () => {
    const { asked, heard, newest } = desk();
    newest.put(1);
    newest.cancel();
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.answer('late');
    await settled();
    expect(heard).toEqual([]);
  });
});
