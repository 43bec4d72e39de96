/** What the instruments at ports need, as it is kept: by the port's name, and nothing where nobody asked for anything. */
import { manner, type Manner } from '#main/protocol/midi.ts';

export type Manners = Readonly<Record<string, Manner>>;

/** What an instrument of which nothing is known needs. */
export const PLAIN: Manner = { latency: 0, programPause: 0, sysexRate: null };

/** Bytes a second that can be chosen for system exclusive, the slowest first; a MIDI cable carries the last. */
export const SYSEX_RATES: readonly number[] = [500, 1000, 3125];

/** The same manners but for one port's. */
export function withManner(manners: Manners, output: string, next: Manner): Manners {
  const others = Object.fromEntries(Object.entries(manners).filter(([id]) => id !== output));
  const plain = JSON.stringify(next) === JSON.stringify(PLAIN);
  return plain ? others : { ...others, [output]: next };
}

/** Reads manners that were kept; what does not fit is left out. */
export function readManners(value: unknown): Manners {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([output, kept]) => {
      const read = manner.safeParse(kept);
      return read.success ? [[output, read.data]] : [];
    }),
  );
}
