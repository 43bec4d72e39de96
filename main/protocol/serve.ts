/** The answering side of a contract: checks what comes in, runs the service, sends back what it says. */
import { z } from 'zod';
import { protocolFailure } from './connect.ts';
import { request } from './envelope.ts';
import { Failure } from './failure.ts';
import type { Contract, Emit, Service, Wire } from './contract.ts';
import type { Reply } from './envelope.ts';

/** A service that answers on one wire. */
export interface Served<K extends Contract> {
  /** Tells the other end that something happened. */
  readonly emit: Emit<K>;
  readonly closed: Promise<void>;
  readonly close: () => void;
}

type Answer = (input: unknown, signal: AbortSignal) => unknown;

/** What a thrown value looks like to the other end. A bug keeps its sentence, never its stack. */
function named(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return protocolFailure(
    'protocol_internal',
    error instanceof Error ? error.message : String(error),
  );
}

/**
 * Answers `contract` on `wire` with `service`. Inputs are validated before the service sees them; a call that is
 * cancelled, or whose caller is gone, has its signal aborted. `report` hears of bugs (thrown values that are no
 * `Failure`) and of messages that are no request.
 */
export function serve<K extends Contract>(
  contract: K,
  wire: Wire,
  service: Service<K>,
  report: (error: unknown) => void = console.error,
): Served<K> {
  const running = new Map<number, AbortController>();
  const send = (message: Reply): void => wire.send(message);
  // One cast for the whole room: the schemas below check at run time what this type forgets.
  const answers = service as unknown as Readonly<Record<string, Answer>>;

  const run = async (name: string, input: unknown, signal: AbortSignal): Promise<unknown> => {
    const declared = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined;
    const answer = answers[name];
    if (declared === undefined || answer === undefined) {
      throw protocolFailure('protocol_unknown_call', name);
    }
    const read = declared.input.safeParse(input);
    if (!read.success) throw protocolFailure('protocol_bad_input', z.prettifyError(read.error));
    return answer(read.data, signal);
  };

  const begin = (id: number, name: string, input: unknown): void => {
    const controller = new AbortController();
    running.set(id, controller);
    run(name, input, controller.signal)
      .then(
        (output) => send({ kind: 'answer', id, output }),
        (error: unknown) => {
          const { code, message, detail } = named(error);
          if (!(error instanceof Failure) && !controller.signal.aborted) report(error);
          const failure = detail === undefined ? { code, message } : { code, message, detail };
          send({ kind: 'failure', id, failure });
        },
      )
      // An answer that cannot be sent (it holds a function, say) is a bug of the service.
      .catch(report)
      .finally(() => running.delete(id));
  };

  wire.receive((message) => {
    const read = request.safeParse(message);
    if (!read.success)
      report(new Error(`${contract.name}: a message that is no request was dropped`));
    else if (read.data.kind === 'cancel') running.get(read.data.id)?.abort();
    else begin(read.data.id, read.data.call, read.data.input);
  });
  void wire.closed.then(() => {
    for (const controller of running.values()) controller.abort();
  });
  return {
    emit: (event, payload) => send({ kind: 'event', event, payload }),
    closed: wire.closed,
    close: () => wire.close(),
  };
}

/** One service for many callers: windows come and go, the service stays. */
export class Hall<K extends Contract> {
  readonly #served = new Set<Served<K>>();
  readonly #contract: K;

  constructor(contract: K) {
    this.#contract = contract;
  }

  /** Tells everybody in the hall. */
  readonly emit: Emit<K> = (event, payload) => {
    for (const served of this.#served) served.emit(event, payload);
  };

  /** Lets one more caller in, whom `service` answers until the wire closes. */
  enter(wire: Wire, service: Service<K>): void {
    const served = serve(this.#contract, wire, service);
    this.#served.add(served);
    void served.closed.then(() => this.#served.delete(served));
  }
}
