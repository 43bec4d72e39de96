/** How a child process hears its parent, whether Electron or Node started it. */
import { linkWire } from './link.ts';
import { portWire } from './port.ts';
import { strands } from './strands.ts';
import type { Wire } from './contract.ts';
import type { Link } from './link.ts';
import type { EmitterPort } from './port.ts';

/** The parts of a child's `process` that reach its parent; Electron's utility processes have `parentPort`. */
export interface ChildProcess extends Link {
  readonly parentPort?: {
    on(
      kind: 'message',
      listener: (event: { readonly data: unknown; readonly ports: readonly EmitterPort[] }) => void,
    ): unknown;
  };
}

/** What a parent says with a port that it hands over. */
export interface Handover {
  readonly open: string;
}

const isHandover = (data: unknown): data is Handover =>
  typeof data === 'object' && data !== null && 'open' in data && typeof data.open === 'string';

/** What a child knows of its parent. */
export interface Parent {
  /** Settles when the parent is gone. */
  readonly gone: Promise<void>;
  /** Settles when all that was said to the parent has left this process; at once where another thread carries it. */
  readonly sent: () => Promise<void>;
}

/** Calls `accept` with each way in that the parent opens. */
export function parent(process: ChildProcess, accept: (name: string, wire: Wire) => void): Parent {
  if (process.parentPort === undefined) {
    const cable = linkWire(process);
    strands(cable, accept);
    return { gone: cable.closed, sent: cable.sent };
  }
  process.parentPort.on('message', ({ data, ports }) => {
    const [port] = ports;
    if (isHandover(data) && port !== undefined) accept(data.open, portWire(port));
  });
  // Electron ends its utility processes itself.
  return { gone: new Promise(() => undefined), sent: () => Promise.resolve() };
}
