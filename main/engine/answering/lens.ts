/** The lenses of a model: its points placed by other means, each a plane that can be played like the pad's own. */
import { lensPlaces, type LensName } from '#main/latent/lens.ts';
import { atlas, NARROW, reachesOf, type Plane } from '#main/latent/plane.ts';
import type { ByKind } from '#main/segments/sample.ts';
import type { MappedSegment } from '../learned-model.ts';
import { placingThread } from '../training/placer.ts';

/** Hears the share of a placing that is done, 0 to 1. */
export type Heard = (done: number) => void;

interface Placing {
  readonly plane: Promise<Plane>;
  readonly heard: Set<Heard>;
}

/** Each lens is placed once, in a thread of its own, when it is looked through first. */
export class Lenses {
  readonly #segments: readonly MappedSegment[];
  readonly #counts: readonly ByKind[];
  readonly #placings = new Map<LensName, Placing>();

  /** @param counts cells in each segment's reconstruction */
  constructor(segments: readonly MappedSegment[], counts: readonly ByKind[]) {
    this.#segments = segments;
    this.#counts = counts;
  }

  /**
   * The plane that a lens shows; the points' own places are the ones that it was given.
   * @throws Failure `engine_placing_stopped` where `signal` ended the placing
   */
  plane(lens: LensName, heard?: Heard, signal?: AbortSignal): Promise<Plane> {
    const known = this.#placings.get(lens);
    if (known !== undefined) {
      if (heard !== undefined) known.heard.add(heard);
      return known.plane;
    }
    const listeners = new Set<Heard>(heard === undefined ? [] : [heard]);
    const tell = (done: number): void => listeners.forEach((listener) => listener(done));
    const plane = this.#placed(lens, tell, signal);
    this.#placings.set(lens, { plane, heard: listeners });
    // What was stopped or broke is placed anew when it is asked for again.
    plane.catch(() => this.#placings.delete(lens));
    return plane;
  }

  async #placed(lens: LensName, heard: Heard, signal?: AbortSignal): Promise<Plane> {
    const means = this.#segments.map(({ mean }) => mean);
    const plane = this.#segments.map(({ x, y }) => ({ x, y }));
    const positions =
      lens === 'principal'
        ? lensPlaces(lens, means, plane)
        : await placingThread({ lens, means, plane }, heard, signal);
    const reach = reachesOf(this.#counts.map(({ onset }) => onset));
    return atlas(means, positions, NARROW, reach);
  }
}
