/** The questions that stand between a person and her music: only before work would be lost, one at a time. */

/** A way to answer. */
export interface Answer<T extends string = string> {
  readonly id: T;
  readonly title: () => string;
}

/** What is asked; words are asked when they are drawn, so that they follow the language. */
export interface Asked<T extends string = string> {
  /** Names the question for tests. */
  readonly id: string;
  readonly title: () => string;
  readonly why: () => string;
  /** The wanted answer first, the one that changes nothing last. */
  readonly answers: readonly [Answer<T>, ...Answer<T>[]];
}

/** A question that waits for a person. */
export interface Question extends Asked {
  readonly answer: (id: string) => void;
}

/** The question that is open. */
export class Questions {
  open = $state.raw<Question | null>(null);

  /** Asks, and answers which answer was chosen; a question that still waits is answered with its last, which changes nothing. */
  async ask<T extends string>(asked: Asked<T>): Promise<T> {
    this.dismiss();
    const chosen = await new Promise<T>((resolve) => {
      const answer = (id: string): void => {
        const known = asked.answers.find((each) => each.id === id);
        if (known !== undefined) resolve(known.id);
      };
      this.open = { ...asked, answer };
    });
    if (this.open?.answers === asked.answers) this.open = null;
    return chosen;
  }

  /** Answers the open question with what changes nothing. */
  dismiss(): void {
    const last = this.open?.answers.at(-1);
    if (last !== undefined) this.open?.answer(last.id);
    this.open = null;
  }
}
