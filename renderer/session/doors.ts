/** What the session needs of the world outside the window; `renderer/connect` and the player provide it. */
import type { answering } from '#main/protocol/answering.ts';
import type { Client } from '#main/protocol/contract.ts';
import type { desktop } from '#main/protocol/desktop.ts';
import type { hosts } from '#main/protocol/hosts.ts';
import type { learning } from '#main/protocol/learning.ts';
import type { Seconds } from '#main/music/note.ts';
import type { Playing } from '#main/transport/playing.ts';

export type Answering = Client<typeof answering>;
export type Learning = Client<typeof learning>;
export type Desktop = Client<typeof desktop>;
export type Hosts = Client<typeof hosts>;

/** The processes behind the window. Clients outlive them: a call after a death waits for the process to be back. */
export interface Doors {
  readonly desktop: Desktop;
  readonly hosts: Hosts;
  readonly answering: Answering;
  readonly learning: Learning;
  /** Calls back when a process answers again after it was gone. */
  readonly again: (host: 'answering' | 'learning', listener: () => void) => () => void;
}

export type Voices = 'synth' | 'gm';

/** What makes the sound. It follows a value: whatever lies ahead and is not in the new value is withdrawn. */
export interface Sound {
  /** Seconds of the clock that all playing is told in. */
  readonly now: () => Seconds;
  /** Starts the sound after a person's gesture; rejects where there is none. */
  readonly wake: () => Promise<void>;
  readonly follow: (playing: Playing | null) => void;
  /** Loudness of left and right, 0 to 1. */
  readonly levels: () => readonly [number, number];
  /** Delay from schedule to ear, or null while the sound sleeps. */
  readonly latency: () => Seconds | null;
  readonly setVoices: (voices: Voices, loaded: (share: number) => void) => Promise<void>;
  readonly setClick: (on: boolean) => void;
  readonly audition: (program: number, drums: boolean, pitch: number, velocity: number) => void;
}
