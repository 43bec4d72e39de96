/** Eight places of the map to come back to, kept in the project. */
import type { Phrase } from '#main/music/phrase.ts';
import type { EditCode } from '#main/project/label.ts';
import { MEMORIES, type PadMemoryName } from '#main/project/motion.ts';
import { placeOf, type Place } from './playable.ts';
import type { Workspace } from './workspace.svelte.ts';

export const MEMORY_NAMES = MEMORIES;
export type MemoryName = PadMemoryName;

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
  #last = $state<MemoryName | null>(null);
  readonly #workspace: Workspace;

  readonly slots: readonly MemorySlot[] = $derived.by(() =>
    MEMORY_NAMES.map((name) => {
      const memory = this.of(name);
      return { name, memory, chosen: this.#last === name && memory !== null };
    }),
  );

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  of(name: MemoryName): Memory | null {
    const found = this.#workspace.project.memories.find((each) => each.name === name);
    return found === undefined ? null : { place: placeOf(found), phrase: found.phrase };
  }

  /** Keeps a place, or empties the cell (null): an edit that can be undone. */
  put(name: MemoryName, memory: Memory | null): void {
    const code: EditCode = memory === null ? 'memory_empty' : 'memory_keep';
    this.#workspace.edit({ code, name }, (project) => {
      const others = project.memories.filter((each) => each.name !== name);
      if (memory === null) return { ...project, memories: others };
      const { place, phrase } = memory;
      return { ...project, memories: [...others, { name, ...placeOf(place), phrase }] };
    });
    this.#last = memory === null ? this.#last : name;
  }

  /** The hand went to a memory, or elsewhere (null). */
  went(name: MemoryName | null): void {
    this.#last = name;
  }
}
