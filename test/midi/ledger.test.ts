import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger, silence } from '#main/midi/ledger.ts';

const message = fc.oneof(
  fc.tuple(
    fc.integer({ min: 0x80, max: 0x9f }),
    fc.integer({ min: 58, max: 62 }),
    fc.integer({ min: 0, max: 127 }),
  ),
  fc.tuple(fc.integer({ min: 0xb0, max: 0xbf }), fc.constant(64), fc.constantFrom(0, 127)),
);

/** Notes that sound and pedals that are down at a synthesizer that gets `messages`. */
function hanging(messages: readonly ArrayLike<number>[]): number {
  const on = new Map<string, number>();
  for (const [status = 0, first = 0, second = 0] of messages.map((each) => Array.from(each))) {
    const kind = status >> 4;
    const place = `${kind === 0xb ? 'pedal' : 'note'} ${status & 15} ${first}`;
    if (kind === 9 && second > 0) on.set(place, (on.get(place) ?? 0) + 1);
    else if (kind === 8 || kind === 9) on.set(place, Math.max(0, (on.get(place) ?? 0) - 1));
    else if (kind === 0xb) on.set(place, second >= 64 ? 1 : 0);
  }
  return [...on.values()].reduce((sum, count) => sum + count, 0);
}

describe('the ledger', () => {
  it('leaves nothing sounding whatever was played: without it a note hangs on stage', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
        const ledger = new Ledger();
        for (const each of messages) ledger.book(each);
        expect(hanging([...messages, ...ledger.settle()])).toBe(0);
        expect(ledger.owed).toBe(0);
        expect(ledger.settle()).toEqual([]);
      }),
    );
  });

  it('ends a note as often as it was struck: some synthesizers count', () => {
    const ledger = new Ledger();
    ledger.book([0x90, 60, 1]);
    ledger.book([0x90, 60, 1]);
    expect(ledger.settle()).toHaveLength(2);
  });

  it('panics on all sixteen channels, pedal first', () => {
    expect(silence()).toHaveLength(48);
    expect([...(silence()[0] ?? [])]).toEqual([0xb0, 64, 0]);
  });
});
