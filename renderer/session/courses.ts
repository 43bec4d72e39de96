/** The tempos and meters of the open sketch, or of the arrangement, as a person hears them: set, moved and taken away, each one entry of the history. */
import type { Ticks } from '#main/music/note.ts';
import type { Meter } from '#main/music/piece.ts';
import type { TempoChange } from '#main/project/course.ts';
import {
  moveChange,
  removeMeterAt,
  removeTempoAt,
  setMeterAt,
  setTempoAt,
} from '#main/project/course-edit.ts';
import { metersOf } from '#main/project/course.ts';
import type { EditCode } from '#main/project/label.ts';
import { setProject } from '#main/project/models.ts';
import type { Project, Sketch } from '#main/project/project.ts';
import type { Player } from './player.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** A change of tempo or meter that is being moved. */
export interface ChangeMove {
  readonly preview: (to: Ticks) => void;
  readonly keep: () => void;
  readonly cancel: () => void;
}

/** The course of one thing at a time; without one nothing happens. */
export class Courses {
  readonly #workspace: Workspace;
  readonly #current: () => Sketch | null;
  readonly #player: Player;
  readonly #changed: () => void;

  /**
   * @param current the sketch that it is about: the open one, or the one that the arrangement amounts to
   * @param changed what sounds is to be heard as it is now
   */
  constructor(
    of: { readonly workspace: Workspace; readonly player: Player },
    current: () => Sketch | null,
    changed: () => void,
  ) {
    this.#workspace = of.workspace;
    this.#current = current;
    this.#player = of.player;
    this.#changed = changed;
  }

  /** Tempos as they are heard, the first at tick 0. */
  get tempos(): readonly TempoChange[] {
    const sketch = this.#current();
    if (sketch === null) return [];
    const factor = this.#player.factorOf(sketch);
    return [{ tick: 0, bpm: sketch.bpm }, ...sketch.course.tempos].map(({ tick, bpm }) => ({
      tick,
      bpm: bpm * factor,
    }));
  }

  /** Meters, the first at tick 0. */
  get meters(): readonly Meter[] {
    const sketch = this.#current();
    return sketch === null ? [] : metersOf(sketch);
  }

  /** From `tick` on it is heard at `bpm`; the other tempos are heard as before, also where one was set by hand for all. */
  setTempo(tick: Ticks, bpm: number): void {
    const name = bpm.toFixed(1).replace(/\.0$/u, '');
    this.#edit('course_tempo', name, (project, sketch) => {
      const factor = this.#player.factorOf(sketch);
      const set = setTempoAt(project, sketch.id, tick, bpm / factor);
      return tick > 0 || project.bpm === null ? set : setProject(set, { bpm });
    });
  }

  removeTempo(tick: Ticks): void {
    this.#edit('course_tempo_remove', '', (project, { id }) => removeTempoAt(project, id, tick));
  }

  setMeter(meter: Meter): void {
    const name = `${String(meter.numerator)}/${String(meter.denominator)}`;
    this.#edit('course_meter', name, (project, { id }) => setMeterAt(project, id, meter));
  }

  removeMeter(tick: Ticks): void {
    this.#edit('course_meter_remove', '', (project, { id }) => removeMeterAt(project, id, tick));
  }

  /** Begins to move what changes at a tick. */
  move(from: Ticks): ChangeMove {
    const sketch = this.#current()?.id ?? '';
    const gesture = this.#workspace.gesture();
    return {
      preview: (to) => gesture.preview((project) => moveChange(project, sketch, from, to)),
      keep: () => {
        gesture.keep({ code: 'course_move' });
        this.#changed();
      },
      cancel: gesture.cancel,
    };
  }

  #edit(code: EditCode, name: string, verb: (project: Project, sketch: Sketch) => Project): void {
    const current = this.#current();
    if (current === null) return;
    this.#workspace.edit({ code, name }, (project) => verb(project, current));
    this.#changed();
  }
}
