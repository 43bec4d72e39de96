/** What a contract is: one value that names the calls and events of a process, from which client and server types are inferred. */
import { type z } from 'zod';

/** One call: what goes in, what comes out. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
}

/** Calls and events of one process, written once. */
export interface Contract<
  C extends Readonly<Record<string, Call>> = Readonly<Record<string, Call>>,
  E extends Readonly<Record<string, z.ZodType>> = Readonly<Record<string, z.ZodType>>,
> {
  readonly name: string;
  readonly calls: C;
  readonly events: E;
}

/** Declares a call. */
export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> {
  return { input, output };
}

/** Declares a contract. */
export function contract<
  C extends Readonly<Record<string, Call>>,
  E extends Readonly<Record<string, z.ZodType>>,
>(name: string, calls: C, events: E): Contract<C, E> {
  return { name, calls, events };
}

/** What a caller holds: a function a call (an AbortSignal cancels), and a way to listen to each event. */
export type Client<K extends Contract> = {
  readonly [N in keyof K['calls']]: (
    input: z.input<K['calls'][N]['input']>,
    signal?: AbortSignal,
  ) => Promise<z.output<K['calls'][N]['output']>>;
} & {
  /** Listens to an event; the answer stops listening. */
  readonly on: <N extends keyof K['events'] & string>(
    event: N,
    listener: (payload: z.output<K['events'][N]>) => void,
  ) => () => void;
  /** Settles when the wire is gone. */
  readonly closed: Promise<void>;
  readonly close: () => void;
};

/** What a process offers: a function a call. Throw `Failure` to answer with a named failure. */
export type Service<K extends Contract> = {
  readonly [N in keyof K['calls']]: (
    input: z.output<K['calls'][N]['input']>,
    signal: AbortSignal,
  ) => Promise<z.input<K['calls'][N]['output']>> | z.input<K['calls'][N]['output']>;
};

/** Sends an event to whoever is connected. */
export type Emit<K extends Contract> = <N extends keyof K['events'] & string>(
  event: N,
  payload: z.input<K['events'][N]>,
) => void;

/** The only thing a transport between processes must offer. Messages are plain data and typed arrays. */
export interface Wire {
  readonly send: (message: unknown) => void;
  readonly receive: (listener: (message: unknown) => void) => void;
  readonly closed: Promise<void>;
  readonly close: () => void;
}
