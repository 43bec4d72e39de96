/**
 * The few globals that a page, a worker and Node all have, so that `main/protocol` may use them
 * though the pure rooms are compiled without the libraries of either.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  throwIfAborted(): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(work: () => void): void;
declare function setTimeout(work: () => void, ms?: number): number;
declare function clearTimeout(timer: number | undefined): void;
declare const console: Readonly<Record<'error' | 'warn', (...words: readonly unknown[]) => void>>;
