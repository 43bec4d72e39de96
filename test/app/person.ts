/** What a journey needs of a window and the app behind it, so that both doors are walked by the same steps. */
import type { HostName } from '#main/protocol/hosts.ts';

/** A place in the window, in pixels from its upper left. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Someone before the window: real input, and eyes. */
export interface Person {
  /** What an expression says in the page. */
  readonly ask: <T>(expression: string) => Promise<T>;
  readonly click: (selector: string) => Promise<void>;
  /** Two clicks in one place. */
  readonly twice: (spot: Spot) => Promise<void>;
  /** Presses the mouse's button and keeps it pressed. */
  readonly hold: (spot: Spot) => Promise<void>;
  readonly glide: (spot: Spot) => Promise<void>;
  readonly letGo: () => Promise<void>;
  /** Keys pressed together, `Control` first. */
  readonly keys: (...together: readonly string[]) => Promise<void>;
  readonly write: (text: string) => Promise<void>;
  /** Drops files of this machine in the middle of the window. */
  readonly drop: (files: readonly string[]) => Promise<void>;
  readonly picture: (file: string) => Promise<void>;
}

/** An app that is open. */
export interface Opened {
  readonly person: Person;
  /** The process of `host`, or null while there is none. */
  readonly pid: (host: HostName) => Promise<number | null>;
  /** Does what saves a file; answers the file. */
  readonly saved: (ending: string, act: () => Promise<void>) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Messages of the browser's own protocol by which files are dropped where there is no file manager. */
export async function dropBy(
  send: (
    name: 'Input.dispatchDragEvent',
    about: {
      readonly type: 'dragEnter' | 'dragOver' | 'drop';
      readonly data: { readonly items: []; files: string[]; readonly dragOperationsMask: number };
    } & Spot,
  ) => Promise<unknown>,
  files: readonly string[],
): Promise<void> {
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [] as [], files: [...files], dragOperationsMask: 1 };
    await send('Input.dispatchDragEvent', { type, x: 700, y: 300, data });
  }
}
