/** Short messages at the bottom of the map: one at a time, errors stay until dismissed. */
import { failureSentence } from './sentences.ts';

/** A message; its words are asked when it is drawn, so that they follow the language. */
export interface ToastMessage {
  readonly text: () => string;
  readonly error: boolean;
  readonly action: { readonly title: () => string; readonly run: () => void } | null;
}

/** How long a message that is no error stays. */
export const TOAST_MS = 6000;

/** The message that shows now. A new one takes the place of the old. */
export class Toasts {
  current = $state.raw<ToastMessage | null>(null);
  /** Hears of each failure that is said, for the log. */
  noted: (failure: unknown) => void = () => undefined;
  readonly #later: (run: () => void, milliseconds: number) => void;

  /** @param later how to wait (`setTimeout`) */
  constructor(later: (run: () => void, milliseconds: number) => void) {
    this.#later = later;
  }

  say(text: () => string, action: ToastMessage['action'] = null): void {
    const message: ToastMessage = { text, error: false, action };
    this.current = message;
    this.#later(() => {
      if (this.current === message) this.current = null;
    }, TOAST_MS);
  }

  /** Says what is waited for, until it is dismissed. */
  ask(text: () => string, action: ToastMessage['action']): void {
    this.current = { text, error: false, action };
  }

  warn(text: () => string, action: ToastMessage['action'] = null): void {
    this.current = { text, error: true, action };
  }

  /** Does something that may fail; a failure is said. */
  async tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (failure) {
      this.noted(failure);
      this.warn(() => failureSentence(failure));
    }
  }

  dismiss(): void {
    this.current = null;
  }
}
