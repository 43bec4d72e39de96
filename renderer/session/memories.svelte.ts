/** Eight places of the map to come back to. */
import type { Phrase } from '#main/music/phrase.ts';
import type { Place } from './playable.ts';

export const MEMORY_NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
export type MemoryName = (typeof MEMORY_NAMES)[number];

/** A place, and what lay there when it was kept. */
export interface Memory {
  readonly place: Place;
  readonly phrase: Phrase | null;
}

/** A cell of the strip: what it holds, and whether the hand is there. */
export interface MemorySlot {
  readonly name: MemoryName;
  readonly memory: Memory | null;
  readonly chosen: boolean;
}

/** The eight memories. */
export class Memories {
  #kept = $state.raw<Readonly<Partial<Record<MemoryName, Memory | null>>>>({});
  #last = $state<MemoryName | null>(null);

  readonly slots: readonly MemorySlot[] = $derived(
    MEMORY_NAMES.map((name) => ({
      name,
      memory: this.of(name),
      chosen: this.#last === name && this.of(name) !== null,
    })),
  );

  of(name: MemoryName): Memory | null {
    return this.#kept[name] ?? null;
  }

  /** Keeps a place, or empties the cell (null); answers what was there, so that it can be put back. */
  put(name: MemoryName, memory: Memory | null): Memory | null {
    const before = this.of(name);
    this.#kept = { ...this.#kept, [name]: memory };
    this.#last = memory === null ? this.#last : name;
    return before;
  }

  /** The hand went to a memory, or elsewhere (null). */
  went(name: MemoryName | null): void {
    this.#last = name;
  }
}
