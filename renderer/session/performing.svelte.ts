/** A performance on map, faders and shape is recorded: what was heard becomes a sketch of lanes of notes. */
import type { Seconds } from '#main/music/note.ts';
import { notesHeard, sketchOfHeard } from '#main/project/performance.ts';
import type { Provenance } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desk } from './desk.svelte.ts';
import type { Sound } from './doors.ts';
import type { Engines } from './engines.svelte.ts';
import type { HeardLog } from './heard.ts';
import type { Player } from './player.svelte.ts';
import type { Shape } from './shape.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** What performances need. */
export interface PerformingParts {
  readonly player: Player;
  readonly desk: Desk;
  readonly sketches: Sketches;
  readonly engines: Engines;
  readonly shape: Shape;
  readonly toasts: Toasts;
}

/** Performances. */
export class Performing {
  /** When the performance under way began, on the sound's clock; null: none is. */
  #from = $state<Seconds | null>(null);
  readonly recording: boolean = $derived(this.#from !== null);
  readonly #log: HeardLog;
  readonly #sound: Sound;
  readonly #of: PerformingParts;

  constructor(log: HeardLog, sound: Sound, parts: PerformingParts) {
    this.#log = log;
    this.#sound = sound;
    this.#of = parts;
  }

  /** Begins a performance, or ends the one under way and keeps it. Where nothing plays yet, it begins with the music. */
  toggle(): void {
    const from = this.#from;
    if (from === null) {
      this.#from = this.#sound.now();
      return;
    }
    this.#from = null;
    this.#keep(from);
  }

  /** Keeps what sounded since the music was started, at most the last five minutes. */
  keepHeard(): void {
    this.#keep(-Infinity);
  }

  /** Called at every frame: a performance ends where the music does. */
  tick(): void {
    const from = this.#from;
    if (from === null || this.#of.player.running) return;
    const last = this.#log.stretch(this.#sound.now());
    // Music that ended before it was armed is not meant.
    if (last !== null && last.to > from) this.toggle();
  }

  #keep(since: Seconds): void {
    const { player, desk, sketches, toasts } = this.#of;
    const last = this.#log.stretch(this.#sound.now());
    const from = Math.max(since, last?.from ?? 0);
    const to = last?.to ?? 0;
    const heard = this.#log.between(from, to);
    const n = last === null || to <= from ? 0 : notesHeard(heard);
    if (n === 0) return toasts.say(m.pad_nothing_heard);
    const sketch = sketches.keepHeard((name) => sketchOfHeard(heard, name, this.#origin(from, to)));
    // While music runs it goes on: whoever performs is not brought to the roll.
    if (!player.running) desk.open(sketch.id);
    const open = { title: m.pad_open_kept, run: () => desk.open(sketch.id) };
    toasts.say(
      () => m.pad_performance_kept({ n, name: sketch.name }),
      player.running ? open : desk.undoAction(),
    );
  }

  #origin(from: Seconds, to: Seconds): Provenance {
    const { engines, shape, player } = this.#of;
    const beat = (seconds: Seconds): number => ((seconds - from) * player.bpm) / 60;
    const moves = this.#log
      .moves(from, to)
      .map(({ at, x, y }) => ({ beat: Math.max(0, beat(at)), x, y }));
    const { modelId: model } = engines;
    if (model === '') return { from: 'hand' };
    const made = { model, shape: shape.setting };
    return { from: 'take', seconds: to - from, moves, ...made };
  }
}
