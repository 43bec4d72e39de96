/** The hand on the map: asks what lies there, newest position first, and lets the answer play. */
import type { ShapeSetting } from '#main/project/project.ts';
import type { Answering } from './doors.ts';
import type { Answer } from './model.svelte.ts';
import { Newest } from './newest.ts';
import type { Place } from './playable.ts';
import type { Reached } from './reached.svelte.ts';

/** A weight on a song. */
export interface SongWeight {
  readonly song: string;
  readonly weight: number;
}

/** A question to the model: a place of the map, or weights on songs. */
export type Question = { readonly shape: ShapeSetting } & (
  | { readonly of: 'place'; readonly place: Place }
  | { readonly of: 'weights'; readonly weights: readonly SongWeight[] }
);

/** What was asked last, and what was answered. */
export class Pad {
  cursor = $state.raw<Place | null>(null);
  shares = $state.raw<Answer['shares']>([]);
  knowledge = $state.raw<number | null>(null);
  failure = $state.raw<unknown>(null);
  #last: Question | null = null;
  readonly #questions: Newest<Question, Answer>;

  /**
   * @param engine who answers
   * @param heard what to do with an answer
   */
  constructor(engine: Reached<Answering>, heard: (answer: Answer, question: Question) => void) {
    this.#questions = new Newest(
      async (question, signal) => {
        const client = await engine.reach();
        const { shape } = question;
        return question.of === 'place'
          ? client.at({ ...question.place, shape }, signal)
          : client.blend({ weights: [...question.weights], shape }, signal);
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
    this.#ask({ of: 'place', place, shape });
  }

  /** The faders moved. */
  blend(weights: readonly SongWeight[], shape: ShapeSetting): void {
    if (weights.length > 0) this.#ask({ of: 'weights', weights, shape });
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

  #ask(question: Question): void {
    this.#last = question;
    this.#questions.put(question);
  }
}
