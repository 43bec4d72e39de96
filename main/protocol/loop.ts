/** A wire within one process: two ends joined back to back, with the copying that a real wire does. */
import { gate } from './gate.ts';
import { Inbox } from './inbox.ts';
import type { Wire } from './contract.ts';

/**
 * Two wires, each the other's far end. Messages are cloned and arrive later, never at once, as over a port.
 */
export function loop(): readonly [Wire, Wire] {
  const gone = gate();
  let open = true;
  const close = (): void => {
    open = false;
    gone.open();
  };
  const inboxes = [new Inbox(), new Inbox()] as const;
  const end = (mine: Inbox, theirs: Inbox): Wire => ({
    send: (message) => {
      if (!open) return;
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => {
        if (open) theirs.push(copy);
      });
    },
    receive: (listener) => mine.receive(listener),
    closed: gone.opened,
    close,
  });
  return [end(inboxes[0], inboxes[1]), end(inboxes[1], inboxes[0])];
}
