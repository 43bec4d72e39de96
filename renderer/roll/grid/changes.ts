/** Where tempo or meter change, for the ruler: what is drawn there and can be taken by the hand. */
import type { Ticks } from '#main/music/note.ts';
import type { TempoChange } from '#main/project/course.ts';
import type { Meters } from '../view.ts';
import { xOf, type Viewport } from './viewport.ts';

/** All that changes at one tick. */
export interface Change {
  readonly tick: Ticks;
  /** As musicians write it, in any language: `13/16 ♩=150`. */
  readonly words: string;
}

/** Pixels either side of a change within which it is taken. */
const REACH = 5;

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

/** The tick of the change under a horizontal position, or null. */
export function changeAt(view: Viewport, changes: readonly Ticks[], x: number): Ticks | null {
  return changes.findLast((tick) => Math.abs(xOf(view, tick) - x) <= REACH) ?? null;
}
