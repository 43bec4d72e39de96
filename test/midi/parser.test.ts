/** Whatever comes off a cable, what a musician plays is heard: whole, in order, once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_SYSEX, MessageStream } from '#main/midi/parser.ts';

function read(...stretches: readonly (readonly number[])[]): number[][] {
  const heard: number[][] = [];
  const stream = new MessageStream((message) => void heard.push([...message]));
  for (const bytes of stretches) stream.feed(bytes);
  return heard;
}

const data = fc.integer({ min: 0, max: 127 });
const channelMessage = fc
  .tuple(fc.integer({ min: 0x80, max: 0xef }), data, data)
  .map(([status, one, two]) => ((status & 0xe0) === 0xc0 ? [status, one] : [status, one, two]));
const common = fc.oneof(
  fc.tuple(fc.constantFrom(0xf1, 0xf3), data).map((bytes): number[] => [...bytes]),
  fc.tuple(fc.constant(0xf2), data, data).map((bytes): number[] => [...bytes]),
  fc.constant([0xf6]),
);
const sysex = fc.array(data, { maxLength: 20 }).map((inner) => [0xf0, ...inner, 0xf7]);
const message = fc.oneof({ weight: 6, arbitrary: channelMessage }, common, sysex);
const clock = fc.constantFrom(0xf8, 0xfa, 0xfb, 0xfc, 0xff);

/** Bytes cut into stretches at random places. */
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 12 });
function cut(bytes: readonly number[], places: readonly number[]): readonly number[][] {
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  return [0, ...sorted].map((from, index) => bytes.slice(from, sorted[index] ?? bytes.length));
}

describe('a stream of MIDI', () => {
  test('gives every message back, with running status, clocks in the middle of notes, and cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 40 }),
        fc.array(fc.tuple(fc.nat({ max: 300 }), clock), { maxLength: 10 }),
        cuts,
        fc.boolean(),
        (messages, ticks, places, running) => {
          let status = 0;
          const bytes = messages.flatMap((each) => {
            const [first = 0] = each;
            const kept = running && first < 0xf0 && first === status;
            status = first < 0xf0 ? first : 0;
            return kept ? each.slice(1) : each;
          });
          for (const [place, tick] of ticks) bytes.splice(Math.min(place, bytes.length), 0, tick);
          const heard = read(...cut(bytes, places));
          expect(heard.filter(([first = 0]) => first < 0xf8)).toEqual(messages);
          expect(heard.filter(([first = 0]) => first >= 0xf8)).toHaveLength(ticks.length);
        },
      ),
    );
  });

  test('survives anything: what comes out is whole, and a note after the noise is heard', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 255 }), { maxLength: 300 }), (noise) => {
        const heard = read(noise, [0x90, 60, 100]);
        expect(heard.at(-1)).toEqual([0x90, 60, 100]);
        for (const [status = 0, ...rest] of heard) {
          expect(status).toBeGreaterThanOrEqual(0x80);
          const inner = status === 0xf0 ? rest.slice(0, -1) : rest;
          expect(inner.every((byte) => byte < 0x80)).toBe(true);
          if (status < 0xf0) expect(rest).toHaveLength((status & 0xe0) === 0xc0 ? 1 : 2);
        }
      }),
    );
  });

  test('a truncated chord costs its own note only, and data without a status is no note', () => {
    expect(read([60, 100, 0x90, 60], [0x90, 64, 100], [67, 90])).toEqual([
      [0x90, 64, 100],
      [0x90, 67, 90],
    ]);
  });

  test('a flood of system exclusive bytes takes no memory, and playing goes on behind it', () => {
    const flood = Array.from({ length: 64 }, () => Array.from({ length: 10_000 }, () => 1));
    const whole = Array.from({ length: LONGEST_SYSEX }, () => 2);
    expect(read([0xf0], ...flood, [0xf7], [0x90, 60, 1], [0xf0, ...whole, 0xf7])).toEqual([
      [0x90, 60, 1],
      [0xf0, ...whole, 0xf7],
    ]);
  });
});
