/** What a person plays with: inputs and keys, put together in one place. */
import type { Doors, Sound } from './doors.ts';
import { Inputs } from './inputs.svelte.ts';
import { Keyboard } from './keyboard.svelte.ts';
import type { Session } from './session.svelte.ts';
import { Taking } from './take.svelte.ts';

/** Her hands' nouns. */
export class Hands {
  readonly inputs: Inputs;
  readonly keyboard: Keyboard;
  readonly take: Taking;

  constructor(
    doors: Pick<Doors, 'midi' | 'again'>,
    sound: Sound,
    session: Pick<
      Session,
      'preferences' | 'toasts' | 'outputs' | 'desk' | 'player' | 'sketches' | 'workspace'
    >,
    clock: { readonly now: () => number; readonly later: (run: () => void, ms: number) => void },
  ) {
    const { preferences, toasts, outputs, desk } = session;
    const seconds = (): number => clock.now() / 1000;
    this.inputs = new Inputs(doors, preferences, toasts, seconds, clock.later);
    const parts = { inputs: this.inputs, outputs, preferences, desk };
    this.keyboard = new Keyboard(parts, doors.midi, sound, seconds);
    const { player, sketches, workspace } = session;
    const { keyboard } = this;
    this.take = new Taking({ keyboard, player, desk, sketches, workspace, toasts });
    doors.again('midi', () => this.keyboard.renew());
  }

  /** Called whenever anything that is shown may have changed. */
  follow(): void {
    this.keyboard.follow();
  }
}
