/** The program of the placing thread: answers one request with positions, tells of its progress where it is asked through a lens, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { lensPlaces } from '#main/latent/lens.ts';
import { place } from '#main/latent/place.ts';
import type { PlacingReply, PlacingRequest } from './training/placer.ts';

const request: PlacingRequest = workerData;
const tell = (reply: PlacingReply): void => parentPort?.postMessage(reply);
let told = 0;
const heard = (done: number): void => {
  // A hundred words are enough for a bar that fills.
  if (done < told + 0.01) return;
  told = done;
  tell({ done });
};
tell({
  positions:
    'lens' in request
      ? lensPlaces(request.lens, request.means, request.plane, heard)
      : place(request.means, request.previous, request.seed),
});
