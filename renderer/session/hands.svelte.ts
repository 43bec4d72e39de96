/** What a person plays with and leads by: inputs, keys, takes, knobs, another's clock, and the monitor, put together in one place. */
import { Controls } from './controls.svelte.ts';
import type { Doors, Sound } from './doors.ts';
import { Following } from './follow.svelte.ts';
import { Inputs } from './inputs.svelte.ts';
import { Keyboard } from './keyboard.svelte.ts';
import { Monitor } from './monitor.svelte.ts';
import type { Session } from './session.svelte.ts';
import { Taking } from './take.svelte.ts';

/** Her hands' nouns. */
export class Hands {
  readonly inputs: Inputs;
  readonly keyboard: Keyboard;
  readonly take: Taking;
  readonly controls: Controls;
  readonly following: Following;
  readonly monitor: Monitor;

  constructor(
    { midi, again }: Pick<Doors, 'midi' | 'again'>,
    sound: Sound,
    session: Session,
    clock: { readonly now: () => number; readonly later: (run: () => void, ms: number) => void },
  ) {
    const { preferences, toasts, outputs, desk, player, sketches, workspace } = session;
    const seconds = (): number => clock.now() / 1000;
    this.inputs = new Inputs({ midi, again }, preferences, toasts, seconds, clock.later);
    const { inputs } = this;
    this.keyboard = new Keyboard({ inputs, outputs, preferences, desk }, midi, sound, seconds);
    const { keyboard } = this;
    this.take = new Taking({ keyboard, player, desk, sketches, workspace, preferences, toasts });
    this.controls = new Controls(session, inputs);
    keyboard.spoken = () => this.controls.notes;
    this.following = new Following({ inputs, player, preferences, toasts }, seconds);
    this.monitor = new Monitor(midi, again);
    again('midi', () => keyboard.renew());
  }

  /** Called whenever anything that is shown may have changed. */
  follow(): void {
    this.keyboard.follow();
  }

  /** Called at every frame. */
  tick(): void {
    this.following.tick();
    this.take.tick();
  }
}
