/** Tells what is about to be used before a port hears of it: a process that dies at its first note has said where that was. */
import type { Channel } from '#main/music/note.ts';
import type { Estate } from './stage.ts';

/** Each output once, with all of its channels. */
export function joined(estate: Estate): Estate {
  const channels = new Map<string, ReadonlySet<Channel>>();
  for (const each of estate)
    channels.set(each.output, new Set([...(channels.get(each.output) ?? []), ...each.channels]));
  return [...channels].map(([output, set]) => ({ output, channels: [...set] }));
}

/** What is in use, by the word of the thread that plays, and what it is just being asked to use. */
export class Announcing {
  readonly #tell: (estate: Estate) => void;
  readonly #ahead = new Set<Estate[number]>();
  #used: Estate = [];

  constructor(tell: (estate: Estate) => void) {
    this.#tell = tell;
  }

  /** The thread's own word. */
  uses(estate: Estate): void {
    this.#used = estate;
    this.#tell(this.#all());
  }

  /** Tells of an output and channels where they are news, and then acts. What the thread says next takes the place of it. */
  async before<T>(output: string, channels: readonly Channel[], act: () => Promise<T>): Promise<T> {
    const known = this.#used.find((each) => each.output === output);
    if (channels.every((channel) => known?.channels.includes(channel) === true)) return act();
    const ahead = { output, channels };
    this.#ahead.add(ahead);
    this.#tell(this.#all());
    try {
      return await act();
    } finally {
      this.#ahead.delete(ahead);
    }
  }

  #all(): Estate {
    return joined([...this.#used, ...this.#ahead]);
  }
}
