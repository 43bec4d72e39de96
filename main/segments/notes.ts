/** Turns cells of 0 and 1 back into notes. */
import { TICKS_PER_QUARTER, type Ticks, type Velocity } from '#main/music/note.ts';
import type { Part } from '#main/music/part.ts';
import { byStart, type PhraseNote } from '#main/music/phrase.ts';
import { indexColumns } from './roll.ts';
import type { Column, Representation, Steps } from './representation.ts';

/** Quarters a minute at which a phrase of frames plays at its own speed. */
export const FRAMES_BPM = 120;

/** How cells become notes. */
export interface NoteSetting {
  /** Whether a sustain in the first step is a note held over from before (default: yes). Elsewhere a sustain without an onset is no note. */
  readonly tied?: boolean;
  /** Velocity of a note of a part that starts at a step (default: 80). */
  readonly velocity?: (part: Part, step: Steps) => Velocity;
}

/** Ticks of a step: 480 a quarter on the grid; frames at 120 quarters a minute (48 at 20 Hz). */
export function ticksPerStep(representation: Representation): Ticks {
  return representation.time === 'grid'
    ? TICKS_PER_QUARTER / representation.stepsPerBeat
    : (TICKS_PER_QUARTER * FRAMES_BPM) / 60 / representation.rate;
}

/**
 * The notes in a window of cells. On the grid every onset begins a note, which lasts while its sustain column is on; drums last one
 * step. In frames every run of 1s is a note. No note lasts past the window.
 *
 * @param cells (steps x columns), not 0 is on
 */
export function notesOf(
  cells: Uint8Array,
  columns: readonly Column[],
  representation: Representation,
  { tied = true, velocity = () => 80 }: NoteSetting = {},
): readonly PhraseNote[] {
  const width = columns.length;
  const steps = width === 0 ? 0 : cells.length / width;
  const ticks = ticksPerStep(representation);
  const index = indexColumns(columns);
  const notes: PhraseNote[] = [];
  columns.forEach(({ part, pitch, kind }, column) => {
    if (kind === 'sustain') return;
    const held = kind === 'on' ? column : index.sustain(part, pitch);
    const isOn = (step: Steps) => cells[step * width + column] !== 0;
    const isHeld = (step: Steps) =>
      held >= 0 && cells[step * width + held] !== 0 && (kind === 'on' || !isOn(step));
    for (let step = 0; step < steps; step++) {
      const begins = isOn(step) || (tied && step === 0 && isHeld(step));
      if (!begins) continue;
      const start = step;
      while (step + 1 < steps && isHeld(step + 1)) step++;
      notes.push({
        part,
        pitch,
        velocity: velocity(part, start),
        start: start * ticks,
        end: (step + 1) * ticks,
      });
    }
  });
  return notes.sort(byStart);
}
