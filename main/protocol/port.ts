/** A wire over a message port: the page's, Electron's or a worker thread's, which differ only in how they are listened to. */
import { gate } from './gate.ts';
import { Inbox } from './inbox.ts';
import type { Wire } from './contract.ts';

interface AnyPort {
  readonly postMessage: (message: unknown) => void;
  readonly start: () => void;
  readonly close: () => void;
}

/** A port that is an event target: the page's `MessagePort`, and worker threads'. */
export interface TargetPort extends AnyPort {
  addEventListener(kind: string, listener: (event: { readonly data?: unknown }) => void): void;
}

/** A port that is an event emitter: Electron's `MessagePortMain`. */
export interface EmitterPort extends AnyPort {
  on(kind: 'message', listener: (event: { readonly data?: unknown }) => void): unknown;
  on(kind: 'close', listener: () => void): unknown;
}

/** The wire over `port`. It is started when somebody listens; the far end's death closes it where the platform tells. */
export function portWire(port: TargetPort | EmitterPort): Wire {
  const inbox = new Inbox();
  const gone = gate();
  const arrived = (event: { readonly data?: unknown }): void => inbox.push(event.data);
  const ended = (): void => gone.open();
  if ('addEventListener' in port) {
    port.addEventListener('message', arrived);
    port.addEventListener('close', ended);
  } else {
    port.on('message', arrived);
    port.on('close', ended);
  }
  return {
    send: (message) => port.postMessage(message),
    receive: (listener) => {
      inbox.receive(listener);
      port.start();
    },
    closed: gone.opened,
    close: () => {
      port.close();
      gone.open();
    },
  };
}
