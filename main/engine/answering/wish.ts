/** What can be asked of a model, as one value: what was kept can be asked for again, of whichever model made it. */
import type { z } from 'zod';
import type { wish } from '#main/protocol/answering.ts';
import type { Answer, Instrument } from './instrument.ts';
import { between, medley } from './journey.ts';

/** A place, a segment, a blend, a step on a way, or a medley, with the shape that it is to have. */
export type Wish = z.output<typeof wish>;

/**
 * The answer to a wish.
 * @throws Failure of `Instrument` and of `medley`; `RangeError` where the way has no such step
 */
export async function answerTo(instrument: Instrument, asked: Wish): Promise<Answer> {
  const { shape } = asked;
  switch (asked.of) {
    case 'place':
      return first(place(instrument, asked));
    case 'segment':
      return first(instrument.answers([instrument.reconstruction(asked.song, asked.tick)], shape));
    case 'blend':
      return first(instrument.answers([instrument.blend(asked.weights)], shape));
    case 'between': {
      const { from, to, steps, line, index } = asked;
      return first(between(instrument, from, to, steps, line, shape), index);
    }
    case 'medley': {
      const { phrase, shares, knowledge } = await medley(instrument, asked);
      return { phrase, shares, knowledge };
    }
  }
}

async function place(
  instrument: Instrument,
  { x, y, lens, shape }: Extract<Wish, { readonly of: 'place' }>,
): Promise<readonly Answer[]> {
  const plane = await instrument.planeOf(lens);
  return instrument.answers([instrument.on(plane, x, y)], shape);
}

async function first(answers: Promise<readonly Answer[]>, index = 0): Promise<Answer> {
  const answer = (await answers)[index];
  if (answer === undefined) throw new RangeError(`no answer ${String(index)}`);
  return answer;
}
