/** Places means on the map: here, or in a thread of its own so that learning does not wait for t-SNE. */
import { Worker } from 'node:worker_threads';
import { place } from '#main/latent/place.ts';
import type { Position } from '#main/latent/position.ts';

/** Places means, from where they lay before (null: new), in the order given. */
export type Placer = (
  means: readonly Float32Array[],
  previous: readonly (Position | null)[],
  seed: number,
) => Promise<readonly Position[]>;

/** What is asked of the thread. */
export interface PlacingRequest {
  readonly means: readonly Float32Array[];
  readonly previous: readonly (Position | null)[];
  readonly seed: number;
}

/** Places in the thread that asks. */
export const placeHere: Placer = (means, previous, seed) =>
  Promise.resolve(place(means, previous, seed));

/** Built, the program is JavaScript beside this file's own bundle; unbuilt, it is TypeScript in the room's top level. */
function program(): URL {
  const built = !import.meta.url.endsWith('.ts');
  return new URL(built ? './placing.js' : '../placing.ts', import.meta.url);
}

function thread(request: PlacingRequest): Promise<readonly Position[]> {
  return new Promise((placed, failed) => {
    const worker = new Worker(program(), { workerData: request });
    worker.once('message', placed);
    worker.once('error', failed);
    worker.once('exit', (code) => failed(new Error(`the placing thread ended with ${code}`)));
  });
}

/**
 * Places in a thread that lives as long as one placing: it is asked at growing intervals, and a thread that waits
 * would hold its memory. Where the thread breaks, that is said and learning waits for the placing this once.
 */
export const placeApart: Placer = (means, previous, seed) =>
  thread({ means, previous, seed }).catch((error: unknown) => {
    console.error(error);
    return placeHere(means, previous, seed);
  });
