/** What the session needs of the world outside the window; `renderer/connect` and the player provide it. */
import type { answering } from '#main/protocol/answering.ts';
import type { Client } from '#main/protocol/contract.ts';
import type { desktop } from '#main/protocol/desktop.ts';
import type { hosts, HostName } from '#main/protocol/hosts.ts';
import type { learning } from '#main/protocol/learning.ts';
import type { Seconds, Ticks } from '#main/music/note.ts';
import type { Boundary } from '#main/transport/boundary.ts';
import type { Playing } from '#main/transport/playing.ts';
import type { Timeline, TimelineLane } from '#main/transport/timeline.ts';
import type { Midi } from './live.ts';

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
  readonly midi: Midi;
  /** Calls back when a process answers again after it was gone. */
  readonly again: (host: HostName, listener: () => void) => () => void;
  /** The handle of the place from which a person dropped a file; null where it has none. */
  readonly placeOf: (file: File) => Promise<string | null>;
}

export type Voices = 'synth' | 'gm';

/** How a timeline is rendered for a file. */
export interface Render {
  readonly sampleRate: number;
  /** Whether lanes that ask for no voice play General MIDI. */
  readonly general: boolean;
  /** Told the share that is done, 0 to 1. */
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** What makes the sound, and keeps the time of all that plays. Seconds are of its own clock. */
export interface Sound {
  readonly now: () => Seconds;
  /** Starts the sound after a person's gesture; rejects where there is none. */
  readonly wake: () => Promise<void>;
  /** Hears when the system takes the sound away, and when it is back. */
  readonly onAsleep: (heard: (asleep: boolean) => void) => void;
  /** Plays a timeline from a tick; answers the second at which it begins. */
  readonly play: (timeline: Timeline, position: Ticks) => Seconds;
  /** Lets a timeline take over at the next boundary; answers when. */
  readonly swap: (timeline: Timeline, boundary: Boundary) => Seconds;
  /** Goes on with a changed version of what plays; what was queued stays queued. */
  readonly replace: (timeline: Timeline) => void;
  readonly seek: (position: Ticks) => void;
  readonly stop: () => void;
  readonly panic: () => void;
  /** Where the music is, or null where nothing plays. */
  readonly place: () => { readonly tick: Ticks; readonly running: boolean } | null;
  /** What plays, in spans of seconds of this clock: for ports that play along. */
  readonly playing: () => Playing | null;
  /** The moment of the page's monotonic clock (`performance.now()`, in seconds) at which a second of this one is heard. */
  readonly heardAt: (seconds: Seconds) => Seconds;
  /** Peak of what goes out, 0 to 1. */
  readonly level: () => number;
  /** Delay from schedule to ear, or null while the sound sleeps. */
  readonly latency: () => Seconds | null;
  readonly setVoices: (voices: Voices, loaded: (share: number) => void) => Promise<void>;
  /** Fetches the sound bank, if it is not there yet, for lanes that ask for a General MIDI program. */
  readonly loadBank: (loaded: (share: number) => void) => Promise<void>;
  /** The samples of a timeline, a channel each, once through with its tail and without the metronome; rejects with the signal's reason. */
  readonly render: (timeline: Timeline, how: Render) => Promise<readonly Float32Array[]>;
  /** Name of the sound bank of the person's own that is kept, which plays where a bank is asked for from now on; null: none. */
  readonly ownBank: () => Promise<string | null>;
  /** Lets General MIDI play by a bank of hers (null: the app's own); answers whether it could be kept. Rejects where it is none: the one before stays. */
  readonly useBank: (
    bank: { readonly name: string; readonly bytes: Blob } | null,
    loaded: (share: number) => void,
  ) => Promise<boolean>;
  readonly setClick: (on: boolean) => void;
  readonly audition: (lane: TimelineLane, pitch: number, velocity: number) => void;
  /** A person holds a key of a lane's instrument, and lets it go; the music that plays has keys of its own. */
  readonly press: (lane: TimelineLane, pitch: number, velocity: number) => void;
  readonly release: (lane: TimelineLane, pitch: number) => void;
}
