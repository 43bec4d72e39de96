/** Origins as the engine is asked for them: a sketch's again, or what sounds in another shape. */
import type { Decodable } from '#main/project/again.ts';
import type { ShapeSetting } from '#main/project/project.ts';
import { decodedShape } from '#main/project/shaped.ts';
import type { Answering } from './doors.ts';

/** Anything that can be asked of a model. */
export type Wish = Parameters<Answering['ask']>[0]['wish'];

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What was asked, without the model that answers and the shape that the answer gets. */
export type Asked = Without<Decodable, 'model' | 'modelHash' | 'shape'>;

/** What must be asked so that the same notes come of it. */
export function wishOf(origin: Asked, setting: ShapeSetting): Wish {
  const shape = decodedShape(setting);
  switch (origin.from) {
    case 'segment':
      return { of: 'segment', song: origin.song, tick: origin.tick, shape };
    case 'pad': {
      const { x, y, lens } = origin;
      return { of: 'place', x, y, ...(lens === undefined ? {} : { lens }), shape };
    }
    case 'blend':
      return { of: 'blend', weights: origin.weights.map((weight) => ({ ...weight })), shape };
    case 'between': {
      const { start: from, end: to, steps, index, line } = origin;
      return { of: 'between', from, to, steps, index, line, shape };
    }
    case 'medley': {
      const { songs, steps, variety, begin } = origin;
      const strayed = variety === undefined ? {} : { variety };
      const after = begin === undefined ? {} : { begin };
      return { of: 'medley', songs: [...songs], steps, ...strayed, ...after, shape };
    }
  }
}
