/** Places means on the map: here, or in a thread of its own so that neither learning nor the pad waits for t-SNE. */
import { Worker } from 'node:worker_threads';
import type { LensName } from '#main/latent/lens.ts';
import { place } from '#main/latent/place.ts';
import type { Position } from '#main/latent/position.ts';
import { Failure } from '#main/protocol/failure.ts';

/** Places means, from where they lay before (null: new), in the order given. */
export type Placer = (
  means: readonly Float32Array[],
  previous: readonly (Position | null)[],
  seed: number,
) => Promise<readonly Position[]>;

/** What is asked of the thread: the map of a model, or its points through a lens. */
export type PlacingRequest =
  | {
      readonly means: readonly Float32Array[];
      readonly previous: readonly (Position | null)[];
      readonly seed: number;
    }
  | {
      readonly lens: LensName;
      readonly means: readonly Float32Array[];
      readonly plane: readonly Position[];
    };

/** What the thread says: how much is done (0 to 1), and in the end the places. */
export type PlacingReply = { readonly done: number } | { readonly positions: readonly Position[] };

/** Places in the thread that asks. */
export const placeHere: Placer = (means, previous, seed) =>
  Promise.resolve(place(means, previous, seed));

/** Built, the program is JavaScript beside this file's own bundle; unbuilt, it is TypeScript in the room's top level. */
function program(): URL {
  const built = !import.meta.url.endsWith('.ts');
  return new URL(built ? './placing.js' : '../placing.ts', import.meta.url);
}

/**
 * One placing in a thread of its own.
 * @param heard hears the share that is done
 * @throws Failure `engine_placing_stopped` where `signal` ended it
 */
export function placingThread(
  request: PlacingRequest,
  heard: (done: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<readonly Position[]> {
  return new Promise((placed, failed) => {
    const worker = new Worker(program(), { workerData: request });
    const stop = (): void => {
      failed(new Failure('engine_placing_stopped'));
      void worker.terminate();
    };
    worker.on('message', (reply: PlacingReply) => {
      if ('done' in reply) heard(reply.done);
      else placed(reply.positions);
    });
    worker.once('error', failed);
    worker.once('exit', (code) => failed(new Error(`the placing thread ended with ${code}`)));
    if (signal?.aborted === true) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/**
 * Places in a thread that lives as long as one placing: it is asked at growing intervals, and a thread that waits
 * would hold its memory. Where the thread breaks, that is said and learning waits for the placing this once.
 */
export const placeApart: Placer = (means, previous, seed) =>
  placingThread({ means, previous, seed }).catch((error: unknown) => {
    console.error(error);
    return placeHere(means, previous, seed);
  });
