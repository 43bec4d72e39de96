/** Instruments that know by themselves which keys should be down: the independent account that the law of the ledger is held against. */
import type { Sent } from '#main/midi/ports/memory.ts';

type Note = readonly [start: number, end: number, pitch: number];

/** What an instrument is to play from clock time `at` on; score time 0 lies at `origin`. */
interface Wanted {
  readonly notes: readonly Note[];
  readonly origin: number;
  readonly at: number;
  readonly loop: { readonly from: number; readonly to: number } | null;
}

/** Whether a note of `wanted` sounds somewhere in the clock times [from, to]. */
function sounds({ notes, origin, loop }: Wanted, pitch: number, from: number, to: number): boolean {
  const [first, last] = [from - origin, to - origin];
  return notes.some(([start, end, key]) => {
    if (key !== pitch) return false;
    if (loop === null) return start <= last && end >= first;
    const length = loop.to - loop.from;
    const stop = Math.min(end, loop.to);
    // The first time round, and every other that this stretch of time can touch.
    for (let round = 0; round * length <= last + length; round += 1)
      if (start < loop.to && start + round * length <= last && stop + round * length >= first)
        return true;
    return false;
  });
}

/** All instruments. They hear what ports were sent and remember what they were meant to play. */
export class Instruments {
  readonly doubled: string[] = [];
  readonly #down = new Map<string, Set<number>>();
  readonly #wanted = new Map<string, Wanted[]>();
  #heard: readonly Sent[] = [];

  /** Takes in what is new of what ports were sent. */
  hear(sent: readonly Sent[]): void {
    const known = this.#heard[0] === sent[0] ? this.#heard.length : 0;
    for (const { output, bytes, seconds } of sent.slice(known)) {
      const [status = 0, pitch = 0] = bytes;
      const down = this.#down.get(output) ?? new Set();
      this.#down.set(output, down);
      if (status >> 4 === 9) {
        if (down.has(pitch)) this.doubled.push(`${output} ${pitch} at ${seconds}`);
        down.add(pitch);
      } else if (status >> 4 === 8) down.delete(pitch);
      // All notes off, all sound off.
      else if (status >> 4 === 0xb && (pitch === 123 || pitch === 120)) down.clear();
    }
    this.#heard = [...sent];
  }

  /** From `wanted.at` on an instrument is to play this, in the place of what it was to play from then on. */
  expect(output: string, wanted: Wanted): void {
    const before = (this.#wanted.get(output) ?? []).filter(({ at }) => at < wanted.at - 1e-4);
    this.#wanted.set(output, [...before, wanted]);
  }

  /** From now on an instrument, or every one, is to play nothing. */
  silence(output?: string): void {
    if (output === undefined) this.#wanted.clear();
    else this.#wanted.delete(output);
  }

  /** Keys that are down at `now` though their music was over `grace` seconds ago. */
  hanging(now: number, grace: number): readonly string[] {
    return [...this.#down].flatMap(([output, down]) => {
      const plans = this.#wanted.get(output) ?? [];
      return [...down]
        .filter(
          (pitch) =>
            !plans.some((plan, index) => {
              const until = plans[index + 1]?.at ?? Infinity;
              const from = Math.max(now - grace, plan.at);
              return (
                from <= Math.min(now, until) && sounds(plan, pitch, from, Math.min(now, until))
              );
            }),
        )
        .map((pitch) => `${output} ${pitch} at ${now}`);
    });
  }
}
