/** How the app goes: a person may be asked first, the system never waits for an answer. */

/** What a farewell needs of the app. */
export interface Leaving {
  /** Asks the window whether a person may go; it answers by `answer`. */
  readonly ask: () => void;
  /** Tells the window that the app goes: notes end, what is unsaved is kept. It answers by `done`. */
  readonly tell: () => void;
  /** Ends all processes, and then this one. */
  readonly end: () => void;
  /** Calls back later; the answer forgets it. */
  readonly after: (seconds: number, call: () => void) => () => void;
}

/** Seconds that a window has to answer, and to do what must be done. One that hangs keeps nobody here. */
export const LAST_WORDS = 2;

/** From the wish to go to the end. */
export class Farewell {
  readonly #leaving: Leaving;
  #state: 'here' | 'asked' | 'going' | 'over' = 'here';
  #forget: () => void = () => undefined;

  constructor(leaving: Leaving) {
    this.#leaving = leaving;
  }

  /** A person closes the window or quits. */
  wish(): void {
    if (this.#state === 'going' || this.#state === 'over') return;
    // Asked again, she may have to be shown the question that is still open.
    if (this.#state === 'here') this.#wait(() => this.go());
    this.#state = 'asked';
    this.#leaving.ask();
  }

  /** What the window says to the wish. `asking`: a person is asked, and takes her time. */
  answer(answer: 'asking' | 'stay' | 'go'): void {
    if (this.#state !== 'asked') return;
    this.#forget();
    if (answer === 'stay') this.#state = 'here';
    if (answer === 'go') this.go();
  }

  /** The page was loaded anew: a question that was open in it is gone, and nobody answers it. */
  renewed(): void {
    this.answer('stay');
  }

  /** The app goes, whatever a person might say: a signal, the end of her session, or her own word. */
  go(): void {
    if (this.#state === 'going' || this.#state === 'over') return;
    this.#state = 'going';
    this.#wait(() => this.done());
    this.#leaving.tell();
  }

  /** The window has done what it had to. */
  done(): void {
    if (this.#state !== 'going') return;
    this.#state = 'over';
    this.#forget();
    this.#leaving.end();
  }

  #wait(call: () => void): void {
    this.#forget();
    this.#forget = this.#leaving.after(LAST_WORDS, call);
  }
}
