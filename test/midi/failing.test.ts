/** A cable that comes loose within a chord: that instrument is told of and silenced when it is back, the others miss nothing. */
import { describe, expect, test } from 'vitest';
import { scoreOf, stage } from './test-stage.ts';

const CHORD = [60, 64, 67, 72] as const;
const chord = scoreOf(CHORD.map((pitch) => [0.5, 1, pitch] as const));
const pitchesOn = ({ ports }: ReturnType<typeof stage>, output: string): (number | undefined)[] =>
  ports.sent
    .filter((each) => each.output === output && each.bytes[0] === 0x90)
    .map(({ bytes }) => bytes[1]);

const settle = (): Promise<void> => new Promise((turn) => setImmediate(() => setImmediate(turn)));

describe.each(['goes', 'refuses'] as const)('a port that %s within a chord', (how) => {
  test.each([0, 1, 2, 3])('after %i of its notes', async (through) => {
    const all = stage(['Loose', 'Firm']);
    const { ports, call, clock, signal, heard } = all;
    for (const output of ['Loose', 'Firm'])
      await call.play({ output, score: chord, origin: 0, at: 0 }, signal);
    const fail = (): void => {
      if (how === 'goes') ports.unplug('Loose');
      else ports.broken.add('Loose');
    };
    if (through === 0) fail();
    else
      ports.listens = ({ output }) => {
        if (output === 'Loose' && pitchesOn(all, 'Loose').length === through) fail();
      };
    clock.runTo(2);
    await settle();
    expect(pitchesOn(all, 'Loose')).toEqual(CHORD.slice(0, through));
    expect(pitchesOn(all, 'Firm')).toEqual([...CHORD]);
    const lost = heard.filter(({ event }) => event === 'lost').map(({ payload }) => payload);
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({ output: 'Loose' });
    // It is back: what it still holds is ended before anything else.
    const before = ports.sent.length;
    ports.listens = () => undefined;
    ports.broken.clear();
    ports.replug(['Loose', 'Firm']);
    await settle();
    clock.runTo(3);
    const ended = ports.sent.slice(before).filter(({ output }) => output === 'Loose');
    if (through > 0) expect(ended.map(({ bytes }) => bytes[1])).toContain(123);
    expect(ended.filter(({ bytes }) => bytes[0] === 0x90)).toEqual([]);
    for (const pitch of CHORD.slice(0, through))
      expect(ended.map(({ bytes }) => bytes.join())).toContain(`128,${String(pitch)},64`);
  });
});

test('a port that cannot be opened says why, and the score waits for nobody', async () => {
  const all = stage(['Held', 'Free']);
  const { ports, call, clock, signal } = all;
  ports.busy.add('Held');
  const play = (output: string) =>
    call.play({ output, score: chord, origin: 0, at: 0 }, signal) as Promise<unknown>;
  await expect(play('Held')).rejects.toMatchObject({ code: 'midi_port_busy' });
  await expect(play('Nowhere')).rejects.toMatchObject({ code: 'midi_port_absent' });
  await play('Free');
  clock.runTo(2);
  expect(pitchesOn(all, 'Free')).toEqual([...CHORD]);
  expect(pitchesOn(all, 'Held')).toEqual([]);
});
