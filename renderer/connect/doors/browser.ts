/** The browser's door: one WebSocket a contract; the desktop is the page itself. */
import { gate } from '#main/protocol/gate.ts';
import { desktop } from '#main/protocol/desktop.ts';
import { loop } from '#main/protocol/loop.ts';
import { serve } from '#main/protocol/serve.ts';
import { socketWire } from '#main/protocol/socket.ts';
import { Failure } from '#main/protocol/failure.ts';
import { pageDesktop } from './page-desktop.ts';
import type { Open } from '../connect.ts';

/** Opens sockets to the server that this page came from. */
export function browserDoor(): Open {
  return async (name) => {
    if (name === desktop.name) {
      const [near, far] = loop();
      serve(desktop, far, pageDesktop(document));
      return near;
    }
    const socket = new WebSocket(`ws://${location.host}/wire/${name}`);
    const wire = socketWire(socket);
    const open = gate();
    socket.addEventListener('open', open.open);
    await Promise.race([
      open.opened,
      wire.closed.then(() => Promise.reject(new Failure('protocol_gone', name))),
    ]);
    return wire;
  };
}
