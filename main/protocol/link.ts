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

/** The wire over `link`; closed when either process ends. */
export function linkWire(link: Link): Wire {
  const inbox = new Inbox();
  const gone = gate();
  link.on('message', (message) => inbox.push(message));
  link.on('disconnect', () => gone.open());
  return {
    send: (message) => {
      // A send that fails means that the far end is going: `disconnect` follows and tells everybody.
      if (link.connected) link.send?.(message, () => undefined);
    },
    receive: (listener) => inbox.receive(listener),
    closed: gone.opened,
    close: () => {
      if (link.connected) link.disconnect();
      gone.open();
    },
  };
}
