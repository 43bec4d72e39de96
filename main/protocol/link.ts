/** A wire to a child process over Node's own channel, for where Electron's ports do not exist. */
import { gate } from './gate.ts';
import { Inbox } from './inbox.ts';
import type { Wire } from './contract.ts';

/** What a forked child and the child's own `process` have in common (fork with `serialization: 'advanced'`). */
export interface Link {
  readonly connected: boolean;
  send?(message: unknown, sent: (error: Error | null) => void): boolean;
  on(kind: 'message', listener: (message: unknown) => void): unknown;
  on(kind: 'disconnect', listener: () => void): unknown;
  disconnect(): void;
}

/** A wire that tells when what it was given has left this process. */
export interface LinkWire extends Wire {
  /**
   * Settles when everything that was sent has left. The channel takes a little of a long message at each turn of the loop: who
   * works through all of them without waiting holds up her own words for seconds.
   */
  readonly sent: () => Promise<void>;
}

/** The wire over `link`; closed when either process ends. */
export function linkWire(link: Link): LinkWire {
  const inbox = new Inbox();
  const gone = gate();
  /** The last message's way out, where it has not left yet; messages leave in order. */
  let leaving: Promise<void> | null = null;
  const send = (message: unknown): void => {
    const left = gate();
    const mine = left.opened;
    leaving = mine;
    // A send that fails means that the far end is going: `disconnect` follows and tells everybody.
    link.send?.(message, () => {
      if (leaving === mine) leaving = null;
      left.open();
    });
  };
  link.on('message', (message) => inbox.push(message));
  link.on('disconnect', () => gone.open());
  return {
    send: (message) => {
      if (link.connected) send(message);
    },
    sent: async () => {
      if (link.connected && leaving !== null) await Promise.race([leaving, gone.opened]);
    },
    receive: (listener) => inbox.receive(listener),
    closed: gone.opened,
    close: () => {
      if (link.connected) link.disconnect();
      gone.open();
    },
  };
}
