/** Files for other programs: where one cannot be written a person is asked for another place, and what was made is not lost. */
import type { FileKind } from '#main/protocol/desktop.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desktop } from './doors.ts';
import { askNotWritten } from './project-questions.ts';
import type { Questions } from './questions.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** A file as it is to be written. */
export interface WrittenFile {
  readonly kind: FileKind;
  /** The name that is offered. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes files where a person says. */
export class Writer {
  readonly #desktop: Desktop;
  readonly #questions: Questions;
  readonly #toasts: Toasts;

  constructor(desktop: Desktop, questions: Questions, toasts: Toasts) {
    this.#desktop = desktop;
    this.#questions = questions;
    this.#toasts = toasts;
  }

  /** Asks where to and writes, as often as she wants to try. Answers whether the file is there now. */
  async write(file: WrittenFile): Promise<boolean> {
    try {
      const saved = await this.#desktop.save(file);
      if (saved === null) return false;
      this.#toasts.say(() => m.app_toast_saved({ name: saved.name }));
      return true;
    } catch (failure) {
      this.#toasts.noted(failure);
      const choice = await this.#questions.ask(askNotWritten(file.name, failure));
      return choice === 'elsewhere' && this.write(file);
    }
  }
}
