/** How probabilities become notes: temperature, density and the seed of the dice. */
import type { ShapeSetting } from '#main/project/project.ts';

/** The shape sliders. */
export class Shape {
  temperature = $state(0);
  density = $state(0.5);
  seed = $state(1);

  readonly setting: ShapeSetting = $derived({
    temperature: this.temperature,
    density: this.density,
    seed: this.seed,
  });

  /** Another roll of the dice; heard where the temperature is above 0. */
  roll(): void {
    this.seed += 1;
  }
}
