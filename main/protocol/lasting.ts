/** A client that outlives its wire: when a process dies and comes back, callers and listeners keep what they hold. */
import { connect } from './connect.ts';
import type { Client, Contract, Wire } from './contract.ts';

/** How a lasting client gets its wires. */
export interface Joining {
  /** Joins the process anew, starting it if need be. */
  readonly join: () => Promise<Wire>;
  /** Joins again at once when a wire is gone; otherwise at the next call. */
  readonly eager: boolean;
  /** Called with each new wire but the first: what the process knew is gone. */
  readonly again?: () => void;
  readonly later: (seconds: number, call: () => void) => void;
}

type Loose = Readonly<
  Record<string, (input: unknown, signal?: AbortSignal) => Promise<unknown>>
> & {
  readonly on: (event: string, listener: (payload: unknown) => void) => () => void;
};

/** Seconds between two tries to join while joining fails. */
const RETRY = 0.25;

/**
 * The client of `contract` whose wires come from `joining`. A call waits for the wire; calls that are pending when a
 * wire goes reject with `protocol_gone`, as on any client.
 */
export function lasting<K extends Contract>(contract: K, joining: Joining): Client<K> {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let current: Promise<Loose> | null = null;
  let wires = 0;
  let over = false;
  let end = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  let shut = (): void => undefined;

  const attach = async (): Promise<Loose> => {
    const wire = await joining.join();
    const client = connect(contract, wire);
    const loose = client as unknown as Loose;
    for (const event of Object.keys(contract.events)) {
      loose.on(event, (payload) => {
        for (const listener of [...(listeners.get(event) ?? [])]) listener(payload);
      });
    }
    shut = () => wire.close();
    void wire.closed.then(lost);
    wires += 1;
    if (wires > 1) joining.again?.();
    return loose;
  };
  const lost = (): void => {
    current = null;
    if (joining.eager && !over) retry();
  };
  const ensure = (): Promise<Loose> => {
    if (current !== null) return current;
    const attempt = attach();
    current = attempt;
    attempt.catch(() => {
      if (current === attempt) lost();
    });
    return attempt;
  };
  const retry = (): void => {
    joining.later(wires === 0 ? RETRY : 0.02, () => {
      // The next try follows a failed one by itself.
      if (!over) ensure().catch(() => undefined);
    });
  };
  if (joining.eager) ensure().catch(() => undefined);

  const calls = Object.keys(contract.calls).map((name) => [
    name,
    async (input: unknown, signal?: AbortSignal) => (await ensure())[name]?.(input, signal),
  ]);
  return {
    ...Object.fromEntries(calls),
    on: (event: string, listener: (payload: unknown) => void) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
    closed,
    close: () => {
      over = true;
      shut();
      end();
    },
  } as unknown as Client<K>;
}
