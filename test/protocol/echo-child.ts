/** A process that joins the two strands it is given, so that a test can hold both ends of a real channel. */
import { linkWire } from '#main/protocol/link.ts';
import { strands } from '#main/protocol/strands.ts';
import type { Wire } from '#main/protocol/contract.ts';

const ends: Wire[] = [];
strands(linkWire(process), (_name, wire) => {
  const [first] = ends;
  ends.push(wire);
  if (first === undefined) return;
  first.receive((message) => wire.send(message));
  wire.receive((message) => first.send(message));
  void first.closed.then(() => wire.close());
  void wire.closed.then(() => first.close());
});
