/** A process that says something long, and dies as soon as it takes it for said. */
import { linkWire } from '#main/protocol/link.ts';

const cable = linkWire(process);
cable.receive((length) => {
  cable.send(new Uint8Array(Number(length)).fill(7));
  void cable.sent().then(() => process.kill(process.pid, 'SIGKILL'));
});
