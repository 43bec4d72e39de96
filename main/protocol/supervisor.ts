/** Keeps one process alive: starts it, listens for its heartbeat, starts it again when it dies. Spawning is passed in. */
import { connect } from './connect.ts';
import { Failure } from './failure.ts';
import { life } from './hosts.ts';
import { afterDeath, unharmed } from './restart.ts';
import type { Client, Wire } from './contract.ts';
import type { HostName, HostState } from './hosts.ts';

/** A process just started. `End` is what a door gives to a window: a port, or a wire to relay. */
export interface Child<End> {
  readonly pid: () => number | null;
  /** Opens one more way to it, by the name of the contract it is to answer. */
  readonly open: (name: string) => End;
  /** The wire of the `life` contract. */
  readonly life: Wire;
  /** Settles when the process is gone. */
  readonly exited: Promise<void>;
  /** Asks it to end; with force, ends it. */
  readonly kill: (force: boolean) => void;
}

/** Time, passed in. `after` calls back later, its answer forgets it. */
export interface Clock {
  readonly now: () => number;
  readonly after: (seconds: number, call: () => void) => () => void;
}

/** What a process leaves to the next, in its own words, beyond the life of who watches it. */
export interface Testament {
  /** What was left when everything ended without a word; null: nothing. */
  readonly left: () => unknown;
  /** Keeps it; null: the process ended by itself, in order. */
  readonly keep: (left: unknown) => void;
}

export interface Care<End, C extends Child<End>> {
  readonly host: HostName;
  readonly spawn: () => C;
  readonly clock: Clock;
  /** Comes back by itself after a death; otherwise at the next `need`. */
  readonly always: boolean;
  /** Seconds without an answer to the heartbeat after which it counts as hung. */
  readonly patience: number;
  readonly changed: (state: HostState) => void;
  readonly testament?: Testament | undefined;
}

/** Seconds between two heartbeats. */
const BEAT = 1;

export class Supervisor<End, C extends Child<End> = Child<End>> {
  readonly #care: Care<End, C>;
  #fate = unharmed;
  #state: HostState['state'] = 'absent';
  #reason: HostState['reason'] = null;
  #child: C | null = null;
  #ready: Promise<C> | null = null;
  #stopping = false;
  #renewing = false;
  /** It did not go in time and was ended: what it left is still to be settled. */
  #forced = false;
  /** The end of a process whose wire is gone already, a moment before the system says so. */
  #ending: Promise<void> | null = null;
  #life: Client<typeof life> | null = null;
  /** What the last process left to the next, in its own words. */
  #left: unknown = null;

  constructor(care: Care<End, C>) {
    this.#care = care;
    this.#left = care.testament?.left() ?? null;
  }

  get state(): HostState {
    const { host } = this.#care;
    const pid = this.#child?.pid() ?? null;
    return { host, state: this.#state, pid, deaths: this.#fate.deaths, reason: this.#reason };
  }

  /** The process where it runs. */
  get running(): C | null {
    return this.#state === 'running' ? this.#child : null;
  }

  /** The running process, started if need be. @throws Failure `host_failed` where it cannot be started. */
  need(): Promise<C> {
    // Who asks meanwhile would be joined to a process that is none any more.
    if (this.#ending !== null) return this.#ending.then(() => this.need());
    this.#ready ??= this.#start();
    return this.#ready;
  }

  /** Ends the process for good, by force where it does not go within `grace` seconds. */
  async stop(grace: number): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === null) return;
    const forget = this.#care.clock.after(grace, () => {
      this.#forced = true;
      child.kill(true);
    });
    child.kill(false);
    await child.exited;
    forget();
  }

  /** Ends the process so that the next `need` starts it with what has changed meanwhile; that counts as no death. */
  async renew(grace: number): Promise<void> {
    // One that is just coming up may be waited for by somebody: it comes up first.
    await this.#ready?.catch(() => undefined);
    const child = this.#child;
    if (child === null || this.#stopping) return;
    this.#renewing = true;
    const forget = this.#care.clock.after(grace, () => child.kill(true));
    child.kill(false);
    await child.exited;
    forget();
  }

  /** Lets the process end what sounds before the machine sleeps; one that does not run has nothing to end. */
  async rest(): Promise<void> {
    // One that dies over it is started again, and silences what it had in use.
    await this.#life?.rest({}).catch(() => undefined);
  }

  #change(state: HostState['state']): void {
    this.#state = state;
    this.#care.changed(this.state);
  }

  async #start(): Promise<C> {
    if (this.#stopping) throw new Failure('host_failed', this.#care.host);
    const { clock, spawn } = this.#care;
    const child = spawn();
    const born = clock.now();
    const watched = connect(life, child.life);
    let leaving = false;
    let hung = false;
    this.#child = child;
    this.#life = watched;
    if (this.#reason === 'renewed') this.#reason = null;
    this.#change('starting');
    watched.on('leaving', () => {
      leaving = true;
    });
    watched.on('testament', ({ left }) => {
      this.#left = left;
      this.#care.testament?.keep(left);
    });
    const heartbeat = this.#beat(watched, () => {
      hung = true;
      child.kill(true);
    });
    const gone = child.exited.then(() => {
      heartbeat.stop();
      this.#ending = null;
      child.life.close();
      this.#child = null;
      this.#life = null;
      this.#ready = null;
      const renewed = this.#renewing;
      this.#renewing = false;
      if (renewed) this.#reason = 'renewed';
      if (this.#stopping && !this.#forced) this.#care.testament?.keep(null);
      if (renewed || leaving || this.#stopping) this.#change('absent');
      else this.#died(hung ? 'hung' : 'crashed', clock.now() - born);
    });
    void child.life.closed.then(() => {
      if (this.#child === child) this.#ending = gone;
    });
    await Promise.race([
      heartbeat.first.then(() => this.#bequeath(watched)),
      gone.then(() => Promise.reject(new Failure('host_failed', this.#care.host))),
    ]);
    this.#change('running');
    return child;
  }

  /** Hands over what the last process left. A process that cannot make sense of it lives all the same. */
  async #bequeath(heir: Client<typeof life>): Promise<void> {
    if (this.#left !== null) await heir.inherit({ left: this.#left }).catch(() => undefined);
  }

  /** Asks again and again whether it lives; `hung` is called when an answer does not come in time. */
  #beat(
    watched: Client<typeof life>,
    hung: () => void,
  ): { readonly first: Promise<void>; readonly stop: () => void } {
    const { clock, patience } = this.#care;
    let forget = (): void => undefined;
    let stopped = false;
    const once = async (): Promise<void> => {
      forget = clock.after(patience, hung);
      // A heartbeat that fails because the process died is told by `exited`.
      await watched.alive({}).catch(() => undefined);
      forget();
      if (!stopped) forget = clock.after(BEAT, () => void once());
    };
    const first = once();
    return {
      first,
      stop: () => {
        stopped = true;
        forget();
      },
    };
  }

  #died(reason: 'crashed' | 'hung', lived: number): void {
    const { record: fate, pause } = afterDeath(this.#fate, lived);
    this.#fate = fate;
    this.#reason = reason;
    if (pause === null) {
      this.#change('failed');
      return;
    }
    this.#change('waiting');
    if (!this.#care.always) return;
    this.#care.clock.after(pause, () => {
      // A start that fails is a death of its own and has said so already.
      if (!this.#stopping) this.need().catch(() => undefined);
    });
  }
}
