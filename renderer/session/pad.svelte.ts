/** The hand on the map: asks what lies there, newest position first, and lets the answer play. */
import type { ShapeSetting } from '#main/project/project.ts';
import type { Answering } from './doors.ts';
import type { Answer } from './model.svelte.ts';
import { Newest } from './newest.ts';
import { placeOf, type Place } from './playable.ts';
import type { Reached } from './reached.svelte.ts';
import { wishOf, type Asked } from './wish.ts';

/** A weight on a song. */
export interface SongWeight {
  readonly song: string;
  /** The bar that stands for it; absent: all of it. */
  readonly bar?: number;
  readonly weight: number;
}

/** A question to the model, of a place of the map where it is one. */
export interface Question {
  readonly asked: Asked;
  readonly place: Place | null;
  readonly shape: ShapeSetting;
  /** How often the music had been stopped when it was asked. */
  readonly stops: number;
}

/** What was asked last, and what was answered. */
export class Pad {
  cursor = $state.raw<Place | null>(null);
  shares = $state.raw<Answer['shares']>([]);
  knowledge = $state.raw<number | null>(null);
  failure = $state.raw<unknown>(null);
  #last: Pick<Question, 'asked' | 'place'> | null = null;
  readonly #questions: Newest<Question, Answer>;
  readonly #stops: () => number;

  /**
   * @param engine who answers
   * @param heard what to do with an answer
   * @param stops how often the music was stopped
   */
  constructor(
    engine: Reached<Answering>,
    heard: (answer: Answer, question: Question) => void,
    stops: () => number,
  ) {
    this.#stops = stops;
    this.#questions = new Newest(
      async (question, signal) => {
        const client = await engine.reach();
        return client.ask({ wish: wishOf(question.asked, question.shape) }, signal);
      },
      (answer, question) => {
        this.shares = answer.shares;
        this.knowledge = answer.knowledge;
        this.failure = null;
        heard(answer, question);
      },
      (failure) => {
        this.failure = failure;
      },
    );
  }

  /** The hand moved. */
  move(place: Place, shape: ShapeSetting): void {
    this.cursor = place;
    this.#ask({ asked: { from: 'pad', ...placeOf(place) }, place, shape });
  }

  /** The faders moved. */
  blend(weights: readonly SongWeight[], shape: ShapeSetting): void {
    if (weights.length > 0) this.#ask({ asked: { from: 'blend', weights }, place: null, shape });
  }

  /** Something else was asked and answered: from now on it is what is asked again. */
  went(asked: Asked, place: Place | null): void {
    this.#questions.cancel();
    this.#last = { asked, place };
  }

  /** Asks the last question again: the model learned, or the shape changed. Answers whether there was one. */
  again(shape: ShapeSetting): boolean {
    if (this.#last !== null) this.#ask({ ...this.#last, shape });
    return this.#last !== null;
  }

  /** The engine died: what was under way is not answered any more. */
  drop(): void {
    this.#questions.cancel();
  }

  #ask(question: Omit<Question, 'stops'>): void {
    this.#last = question;
    this.#questions.put({ ...question, stops: this.#stops() });
  }
}
