/** Many wires on one: named strands for where a process has a single channel to its parent. */
import { z } from 'zod';
import { gate } from './gate.ts';
import { Inbox } from './inbox.ts';
import type { Wire } from './contract.ts';

const frame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), strand: z.int(), name: z.string() }),
  z.object({ kind: z.literal('send'), strand: z.int(), message: z.unknown() }),
  z.object({ kind: z.literal('shut'), strand: z.int() }),
]);

interface Strand {
  readonly inbox: Inbox;
  readonly end: () => void;
}

/** Sends a strand's messages over `cable` and keeps it in `strands` until it is shut. */
function strandWire(cable: Wire, strands: Map<number, Strand>, strand: number): Wire {
  const inbox = new Inbox();
  const gone = gate();
  const end = (): void => {
    strands.delete(strand);
    gone.open();
  };
  strands.set(strand, { inbox, end });
  return {
    send: (message) => {
      if (strands.has(strand)) cable.send({ kind: 'send', strand, message });
    },
    receive: (listener) => inbox.receive(listener),
    closed: gone.opened,
    close: () => {
      if (!strands.has(strand)) return;
      cable.send({ kind: 'shut', strand });
      end();
    },
  };
}

/**
 * Divides `cable`. The opening side calls the answer with a name and gets a wire; on the other side `accept` gets the
 * name and that wire's far end. Only one side opens. All strands end when the cable does.
 */
export function strands(
  cable: Wire,
  accept: (name: string, wire: Wire) => void = () => undefined,
): (name: string) => Wire {
  const open = new Map<number, Strand>();
  let last = 0;
  let over = false;
  cable.receive((message) => {
    const read = frame.safeParse(message);
    if (!read.success) return;
    const { data } = read;
    if (data.kind === 'open') accept(data.name, strandWire(cable, open, data.strand));
    else if (data.kind === 'send') open.get(data.strand)?.inbox.push(data.message);
    else open.get(data.strand)?.end();
  });
  void cable.closed.then(() => {
    over = true;
    for (const strand of [...open.values()]) strand.end();
  });
  return (name) => {
    last += 1;
    const wire = strandWire(cable, open, last);
    // A process that has gone may be asked once more before anybody has noticed.
    if (over) wire.close();
    else cable.send({ kind: 'open', strand: last, name });
    return wire;
  };
}
