/** The caller's side of a contract: plain functions that turn into messages, and messages that turn into answers. */
import { z } from 'zod';
import { reply } from './envelope.ts';
import { Failure } from './failure.ts';
import type { Client, Contract, Wire } from './contract.ts';
import type { Reply, Request } from './envelope.ts';

interface Pending {
  readonly output: z.ZodType;
  readonly answer: (value: unknown) => void;
  readonly fail: (failure: Failure) => void;
}

/** Codes that the protocol itself answers with; each has its sentence in `resources/messages/<locale>/protocol.json`. */
export type ProtocolCode =
  | 'protocol_gone'
  | 'protocol_cancelled'
  | 'protocol_bad_input'
  | 'protocol_bad_output'
  | 'protocol_unknown_call'
  | 'protocol_internal';

/** A failure that the protocol itself names. */
export function protocolFailure(code: ProtocolCode, detail: string): Failure {
  return new Failure(code, detail);
}

/**
 * The client of `contract` over `wire`. Answers and events are validated here, the receiver; what does not fit rejects
 * with `protocol_bad_output`. When the wire goes, pending and later calls reject with `protocol_gone`.
 */
export function connect<K extends Contract>(contract: K, wire: Wire): Client<K> {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let last = 0;
  let gone = false;

  const settle = (message: Exclude<Reply, { kind: 'event' }>): void => {
    const asked = pending.get(message.id);
    // Nobody waits any more: the call was cancelled, and its answer crossed the cancelling.
    if (asked === undefined) return;
    pending.delete(message.id);
    if (message.kind === 'failure') {
      asked.fail(new Failure(message.failure.code, message.failure.detail));
      return;
    }
    const read = asked.output.safeParse(message.output);
    if (read.success) asked.answer(read.data);
    else asked.fail(protocolFailure('protocol_bad_output', z.prettifyError(read.error)));
  };

  const happen = (event: string, payload: unknown): void => {
    const schema = contract.events[event];
    const read = schema?.safeParse(payload);
    if (read?.success !== true) {
      console.error(`${contract.name}: event ${event} does not fit its contract`);
      return;
    }
    for (const listener of [...(listeners.get(event) ?? [])]) listener(read.data);
  };

  const ask = (name: string, output: z.ZodType, input: unknown, signal?: AbortSignal) =>
    new Promise<unknown>((answer, fail) => {
      if (gone) return fail(protocolFailure('protocol_gone', contract.name));
      if (signal?.aborted === true) return fail(protocolFailure('protocol_cancelled', name));
      last += 1;
      const id = last;
      const cancel = (): void => {
        if (!pending.delete(id)) return;
        wire.send({ kind: 'cancel', id } satisfies Request);
        fail(protocolFailure('protocol_cancelled', name));
      };
      const done = (): void => signal?.removeEventListener('abort', cancel);
      pending.set(id, {
        output,
        answer: (value) => (done(), answer(value)),
        fail: (failure) => (done(), fail(failure)),
      });
      signal?.addEventListener('abort', cancel, { once: true });
      wire.send({ kind: 'call', id, call: name, input } satisfies Request);
    });

  wire.receive((message) => {
    const read = reply.safeParse(message);
    if (!read.success) console.error(`${contract.name}: a message that is no reply was dropped`);
    else if (read.data.kind === 'event') happen(read.data.event, read.data.payload);
    else settle(read.data);
  });
  void wire.closed.then(() => {
    gone = true;
    const left = [...pending.values()];
    pending.clear();
    for (const asked of left) asked.fail(protocolFailure('protocol_gone', contract.name));
  });

  const calls = Object.entries(contract.calls).map(([name, { output }]) => [
    name,
    (input: unknown, signal?: AbortSignal) => ask(name, output, input, signal),
  ]);
  // The contract's own type says what these functions take and give; the schemas above hold them to it.
  return {
    ...Object.fromEntries(calls),
    on: (event: string, listener: (payload: unknown) => void) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
    closed: wire.closed,
    close: () => wire.close(),
  } as unknown as Client<K>;
}
