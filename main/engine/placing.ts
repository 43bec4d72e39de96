/** The program of the placing thread: answers one request with positions, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { place } from '#main/latent/place.ts';
import type { PlacingRequest } from './training/placer.ts';

const { means, previous, seed }: PlacingRequest = workerData;
parentPort?.postMessage(place(means, previous, seed));
