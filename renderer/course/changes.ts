/** Where tempo or meter change, in signs that every musician reads. */
import type { Ticks } from '#main/music/note.ts';
import type { TempoChange } from '#main/project/course.ts';
import type { Meters } from './door.ts';

/** All that changes at one tick. */
export interface Change {
  readonly tick: Ticks;
  /** As musicians write it, in any language: `13/16 ♩=150`. */
  readonly words: string;
}

/** The changes after the start, by tick. */
export function changesOf(meters: Meters, tempos: readonly TempoChange[]): readonly Change[] {
  const words = new Map<Ticks, string[]>();
  const say = (tick: Ticks, word: string): void =>
    void words.set(tick, [...(words.get(tick) ?? []), word]);
  for (const { tick, numerator, denominator } of meters)
    if (tick > 0) say(tick, `${String(numerator)}/${String(denominator)}`);
  for (const { tick, bpm } of tempos)
    if (tick > 0) say(tick, `♩=${bpm.toFixed(1).replace(/\.0$/u, '')}`);
  return [...words]
    .map(([tick, said]) => ({ tick, words: said.join(' ') }))
    .sort((a, b) => a.tick - b.tick);
}
