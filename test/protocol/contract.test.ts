/** One suite over every wire: what a window loses when processes stop understanding each other. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connect } from '#main/protocol/connect.ts';
import { call, contract } from '#main/protocol/contract.ts';
import { Failure } from '#main/protocol/failure.ts';
import { serve } from '#main/protocol/serve.ts';
import { wires } from './wires.ts';
import type { Client, Service } from '#main/protocol/contract.ts';
import type { Served } from '#main/protocol/serve.ts';
import type { Pair } from './wires.ts';

const nothing = z.object({});
const parrot = contract(
  'parrot',
  {
    say: call(
      z.object({ word: z.string(), loud: z.boolean().optional() }),
      z.object({ word: z.string() }),
    ),
    bytes: call(
      z.object({ bytes: z.instanceof(Uint8Array) }),
      z.object({ bytes: z.instanceof(Uint8Array) }),
    ),
    numbers: call(
      z.object({ values: z.instanceof(Float32Array) }),
      z.object({ values: z.instanceof(Float32Array) }),
    ),
    lie: call(nothing, z.object({ count: z.int() })),
    refuse: call(nothing, nothing),
    stumble: call(nothing, nothing),
    wait: call(nothing, nothing),
  },
  { spoke: z.object({ word: z.string() }) },
);

let aborted = 0;
const reports: unknown[] = [];
const forever = (signal: AbortSignal): Promise<never> =>
  new Promise((_, fail) => {
    signal.addEventListener('abort', () => {
      aborted += 1;
      fail(new Failure('parrot_startled'));
    });
  });

const service: Service<typeof parrot> = {
  say: ({ word, loud }) => ({ word: loud === true ? word.toUpperCase() : word }),
  bytes: ({ bytes }) => ({ bytes }),
  numbers: ({ values }) => ({ values: values.map((value) => value * 2) }),
  lie: () => ({ count: 0.5 }),
  refuse: () => {
    throw new Failure('parrot_sulks', 'no nuts');
  },
  stumble: () => {
    throw new TypeError('nut is undefined');
  },
  wait: (_, signal) => forever(signal),
};

describe.each(Object.entries(wires))('over a %s', (_name, make) => {
  let pair: Pair;
  let client: Client<typeof parrot>;
  let served: Served<typeof parrot>;

  beforeEach(async () => {
    aborted = 0;
    reports.length = 0;
    pair = await make();
    served = serve(parrot, pair.far, service, (error) => void reports.push(error));
    client = connect(parrot, pair.near);
  });
  afterEach(async () => {
    client.close();
    await pair.end();
  });

  test('an answer belongs to its question, also when many are asked at once', async () => {
    const words = Array.from({ length: 50 }, (_, index) => `word ${String(index)}`);
    const answers = await Promise.all(words.map((word) => client.say({ word })));
    expect(answers.map(({ word }) => word)).toEqual(words);
  });

  test('an absent field stays absent', async () => {
    expect(await client.say({ word: 'a', loud: undefined })).toEqual({ word: 'a' });
  });

  test('songs and weights arrive as the bytes and numbers they were', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
    expect((await client.bytes({ bytes: bytes.subarray(7, 99_000) })).bytes).toEqual(
      bytes.subarray(7, 99_000),
    );
    expect((await client.numbers({ values: new Float32Array([1.5, -2]) })).values).toEqual(
      new Float32Array([3, -4]),
    );
  });

  test('a named failure keeps its code and facts, so that it can be said in both languages', async () => {
    await expect(client.refuse({})).rejects.toMatchObject({
      code: 'parrot_sulks',
      detail: 'no nuts',
    });
    expect(reports).toEqual([]);
  });

  test('a bug answers with a failure and is reported, and the next call works', async () => {
    await expect(client.stumble({})).rejects.toMatchObject({ code: 'protocol_internal' });
    expect(reports).toHaveLength(1);
    expect(await client.say({ word: 'b' })).toEqual({ word: 'b' });
  });

  test('bad input never reaches the service, bad output never reaches the window', async () => {
    const word = 7 as unknown as string;
    await expect(client.say({ word })).rejects.toMatchObject({ code: 'protocol_bad_input' });
    await expect(client.lie({})).rejects.toMatchObject({ code: 'protocol_bad_output' });
  });

  test('junk on the wire stops nobody', async () => {
    for (const junk of [
      null,
      1,
      'hello',
      [],
      { kind: 'call' },
      { kind: 'call', id: -1, call: 'say' },
    ]) {
      pair.near.send(junk);
    }
    pair.near.send({ kind: 'call', id: 9_000, call: 'constructor', input: {} });
    expect(await client.say({ word: 'c' })).toEqual({ word: 'c' });
    expect(reports).toHaveLength(6);
  });

  test('a call can be taken back: the caller goes on at once and the service hears of it', async () => {
    const controller = new AbortController();
    const waiting = client.wait({}, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'protocol_cancelled' });
    await client.say({ word: 'after' });
    expect(aborted).toBe(1);
    await expect(client.wait({}, controller.signal)).rejects.toMatchObject({
      code: 'protocol_cancelled',
    });
  });

  test('events arrive in order, until one stops listening', async () => {
    const heard: string[] = [];
    const stop = client.on('spoke', ({ word }) => void heard.push(word));
    served.emit('spoke', { word: 'one' });
    served.emit('spoke', { word: 'two' });
    await client.say({ word: 'flush' });
    await expect.poll(() => heard).toEqual(['one', 'two']);
    stop();
    served.emit('spoke', { word: 'three' });
    await client.say({ word: 'flush' });
    expect(heard).toEqual(['one', 'two']);
  });

  test('when the far end goes, whoever waits is told, and so is whoever asks later', async () => {
    const waiting = client.wait({});
    const settled = expect(waiting).rejects.toMatchObject({ code: 'protocol_gone' });
    await client.say({ word: 'there' });
    pair.far.close();
    await settled;
    await client.closed;
    await expect(client.say({ word: 'gone' })).rejects.toMatchObject({ code: 'protocol_gone' });
    await expect.poll(() => aborted).toBe(1);
  });
});
