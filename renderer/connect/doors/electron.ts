/** Electron's door: ports that the preload script passes on. */
import { connect } from '#main/protocol/connect.ts';
import { hosts, hostName } from '#main/protocol/hosts.ts';
import { portWire } from '#main/protocol/port.ts';
import { hello, placeOfDropped } from '#main/protocol/greeting.ts';
import type { Client, Wire } from '#main/protocol/contract.ts';
import type { Open } from '../connect.ts';

/** Takes ports in as they come, and asks for a process's port through the one of `hosts`. */
export function electronDoor(): Open {
  const arrived = new Map<string, MessagePort[]>();
  const waiting = new Map<string, ((port: MessagePort) => void)[]>();
  window.addEventListener('message', ({ source, origin, data, ports }: MessageEvent<unknown>) => {
    const [port] = ports;
    if (source !== window || origin !== location.origin || port === undefined) return;
    if (typeof data !== 'string' || data === hello) return;
    const first = waiting.get(data)?.shift();
    if (first === undefined) arrived.set(data, [...(arrived.get(data) ?? []), port]);
    else first(port);
  });
  const next = (name: string): Promise<MessagePort> =>
    new Promise((resolve) => {
      const port = arrived.get(name)?.shift();
      if (port === undefined) waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
      else resolve(port);
    });

  let asking: Promise<Client<typeof hosts>> | null = null;
  const ask = async (): Promise<Client<typeof hosts>> =>
    connect(hosts, portWire(await next('hosts-own')));
  window.postMessage(hello, location.origin);

  return async (name): Promise<Wire> => {
    const host = hostName.safeParse(name);
    if (!host.success) return portWire(await next(name));
    asking ??= ask();
    const client = await asking;
    await client.join({ host: host.data });
    const wire = portWire(await next(name));
    // Should the platform not say that the far process died, the supervisor does.
    const stop = client.on('host', ({ host: changed, state }) => {
      if (changed === host.data && state !== 'running') wire.close();
    });
    void wire.closed.then(stop);
    return wire;
  };
}

/** The handle of the place from which a person dropped a file; null where it has none. */
export function placeByPreload(file: File): Promise<string | null> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      port1.close();
      resolve(typeof data === 'string' ? data : null);
    });
    port1.start();
    window.postMessage({ [placeOfDropped]: file }, location.origin, [port2]);
  });
}
