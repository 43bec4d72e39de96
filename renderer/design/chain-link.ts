/** What the status chain is made of. */

/** One link of the chain: a part of the way from songs to sound, and how it is. */
export interface ChainLink {
  readonly id: string;
  readonly state: 'well' | 'working' | 'trouble' | 'waiting';
  readonly text: string;
  /** Stays on narrow windows too. */
  readonly keep: boolean;
  readonly remedy?: (() => void) | undefined;
}
