/** The layouts that tests lay music out in. */
import type { FramesRepresentation, GridRepresentation } from '#main/segments/representation.ts';

/** The paper's layout, every pitch kept. */
export const FRAMES: FramesRepresentation = {
  time: 'frames',
  rate: 20,
  steps: 50,
  hop: 50,
  drums: false,
  coverage: 1,
};

/** The musicians' layout: sixteenths, eight quarter beats, a window every beat. */
export const GRID: GridRepresentation = {
  time: 'grid',
  stepsPerBeat: 4,
  steps: 32,
  hop: 4,
  parts: 'apart',
  drums: true,
  coverage: 1,
  commonKey: false,
};
