/** What was played on keys in the last minutes, so that nothing is lost because nobody pressed record. */
import type { Seconds, Ticks } from '#main/music/note.ts';
import type { KeyEvent } from './keyboard.svelte.ts';

/** How long it is remembered, and the silence after which something new began. */
const MEMORY: Seconds = 300;
const PAUSE: Seconds = 10;

/** Something that was played, and where the music was; null: none ran. */
export interface RecentEvent extends KeyEvent {
  readonly tick: Ticks | null;
}

/** The memory of keys. */
export class Recent {
  #events: RecentEvent[] = [];

  add(event: KeyEvent, tick: Ticks | null): void {
    this.#events.push({ ...event, tick });
    const [first] = this.#events;
    if (first !== undefined && first.seconds < event.seconds - MEMORY)
      this.#events = this.#events.filter(({ seconds }) => seconds >= event.seconds - MEMORY);
  }

  /** Takes what was played since the last pause out of the memory: from its first note on. */
  take(): readonly RecentEvent[] {
    let from = this.#events.length - 1;
    while (from > 0) {
      const [before, here] = [this.#events[from - 1], this.#events[from]];
      if (before === undefined || here === undefined || here.seconds - before.seconds > PAUSE)
        break;
      from -= 1;
    }
    const taken = this.#events.slice(Math.max(0, from));
    this.#events = this.#events.slice(0, Math.max(0, from));
    const first = taken.findIndex(({ bytes }) => bytes[0] === 0x90 && bytes[2] !== 0);
    return first < 0 ? [] : taken.slice(first);
  }
}
