/** The three processes of the app, watched together; both doors, Electron's and the browser's, keep one of these. */
import { Supervisor } from './supervisor.ts';
import type { HostName, HostState } from './hosts.ts';
import type { Child, Clock, Testament } from './supervisor.ts';

/**
 * Seconds that each process may be silent. Learning works in long steps and waits for everybody else, so on a busy machine
 * it may not get a turn for a while; MIDI must.
 */
const PATIENCE: Readonly<Record<HostName, number>> = { learning: 120, answering: 15, midi: 10 };
/** Seconds that a process which is to be started anew has to go. */
const RENEWAL = 1;
const HOSTS: readonly HostName[] = ['learning', 'answering', 'midi'];

export interface Keeping<End, C extends Child<End>> {
  /** @param staged whether it is to leave a core to the music */
  readonly spawn: (host: HostName, staged: boolean) => C;
  /** Gives the two engines a way from one to the other, past the window: for weights. */
  readonly marry: (learning: C, answering: C) => void;
  readonly clock: Clock;
  readonly changed: (state: HostState) => void;
  /** What the process of the ports had in use, where that is to outlive this process. */
  readonly testament?: Testament;
}

export class Household<End, C extends Child<End> = Child<End>> {
  readonly #watched: Readonly<Record<HostName, Supervisor<End, C>>>;
  readonly #keeping: Keeping<End, C>;
  #staged = false;

  constructor(keeping: Keeping<End, C>) {
    this.#keeping = keeping;
    const watch = (host: HostName): Supervisor<End, C> =>
      new Supervisor<End, C>({
        host,
        spawn: () => keeping.spawn(host, this.#staged),
        clock: keeping.clock,
        always: host !== 'learning',
        patience: PATIENCE[host],
        testament: host === 'midi' ? keeping.testament : undefined,
        changed: (state) => {
          keeping.changed(state);
          if (state.state === 'running' && host !== 'midi') this.#introduce();
        },
      });
    this.#watched = {
      learning: watch('learning'),
      answering: watch('answering'),
      midi: watch('midi'),
    };
  }

  /** Starts what is always there; the learn engine waits for the first Learn. */
  start(): void {
    // A start that fails has said so by its state, and is tried again.
    for (const host of ['answering', 'midi'] as const) {
      this.#watched[host].need().catch(() => undefined);
    }
  }

  /** A new way to a process, started if need be. @throws Failure `host_failed`. */
  async join(host: HostName): Promise<End> {
    return (await this.#watched[host].need()).open(host);
  }

  get states(): readonly HostState[] {
    return HOSTS.map((host) => this.#watched[host].state);
  }

  /** On stage learning leaves a core to the music, from the next start of its process on; one that runs is ended for that. */
  async stage(on: boolean): Promise<void> {
    if (on === this.#staged) return;
    this.#staged = on;
    await this.#watched.learning.renew(RENEWAL);
  }

  /** The machine is about to sleep: nothing is left sounding at a port. */
  async rest(): Promise<void> {
    await this.#watched.midi.rest();
  }

  /** Ends all processes, by force after `grace` seconds. */
  async stop(grace: number): Promise<void> {
    await Promise.all(HOSTS.map((host) => this.#watched[host].stop(grace)));
  }

  #introduce(): void {
    const learning = this.#watched.learning.running;
    const answering = this.#watched.answering.running;
    if (learning !== null && answering !== null) this.#keeping.marry(learning, answering);
  }
}
