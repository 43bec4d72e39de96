/** How probabilities become notes, and what is made of the notes before they are heard: temperature, density, dice, feel, key, locks. */
import type { Phrase } from '#main/music/phrase.ts';
import type { Part } from '#main/music/part.ts';
import type { KeptNotes, KeySetting } from '#main/project/provenance.ts';
import type { ShapeSetting } from '#main/project/project.ts';
import { passageOf } from '#main/project/shaped.ts';

/** What can be held to while everything else changes. */
export type Lock = 'rhythm' | 'pitches';

/** The controls of the shape. */
export class Shape {
  temperature = $state(0);
  density = $state(0.5);
  seed = $state(1);
  swing = $state(0);
  dynamics = $state(1);
  key = $state.raw<KeySetting | null>(null);
  rhythm = $state.raw<KeptNotes | null>(null);
  pitches = $state.raw<KeptNotes | null>(null);
  frozen = $state.raw<NonNullable<ShapeSetting['frozen']>>([]);

  readonly setting: ShapeSetting = $derived({
    temperature: this.temperature,
    density: this.density,
    seed: this.seed,
    ...(this.key !== null && { key: this.key }),
    ...(this.swing !== 0 && { swing: this.swing }),
    ...(this.dynamics !== 1 && { dynamics: this.dynamics }),
    ...(this.rhythm !== null && { rhythm: this.rhythm }),
    ...(this.pitches !== null && { pitches: this.pitches }),
    ...(this.frozen.length > 0 && { frozen: this.frozen }),
  });

  /** Whether nothing was changed: the songs' own density, no chance, the model's own rhythm, pitches, key and feel. */
  readonly plain: boolean = $derived(
    this.temperature === 0 && this.density === 0.5 && Object.keys(this.setting).length === 3,
  );

  /** Another roll of the dice; heard where the temperature is above 0. */
  roll(): void {
    this.seed += 1;
  }

  /** Holds to the rhythm or the pitches of a phrase, or lets go where it held. */
  toggleLock(lock: Lock, { notes, length }: Phrase): void {
    this[lock] = this[lock] === null ? { notes, length } : null;
  }

  isFrozen(part: Part): boolean {
    return this.frozen.some((each) => each.part === part);
  }

  /** Lets a part stay as it is in a phrase, or lets it go where it stayed. */
  toggleFrozen(part: Part, phrase: Phrase): void {
    const others = this.frozen.filter((each) => each.part !== part);
    const program = phrase.programs[part];
    const own = { part, ...(program !== undefined && { program }), ...passageOf(phrase, part) };
    this.frozen = this.isFrozen(part) ? others : [...others, own];
  }

  /** Everything as it was set once. */
  restore(setting: ShapeSetting): void {
    this.clear();
    this.temperature = setting.temperature;
    this.density = setting.density;
    this.seed = setting.seed;
    this.key = setting.key ?? null;
    this.swing = setting.swing ?? 0;
    this.dynamics = setting.dynamics ?? 1;
    this.rhythm = setting.rhythm ?? null;
    this.pitches = setting.pitches ?? null;
    this.frozen = setting.frozen ?? [];
  }

  /** Everything as the model has it; the seed stays. */
  clear(): void {
    this.temperature = 0;
    this.density = 0.5;
    this.swing = 0;
    this.dynamics = 1;
    this.key = null;
    this.rhythm = null;
    this.pitches = null;
    this.frozen = [];
  }
}
