/** What the window shows besides music: the sheet that lies over it, and a way to the piano roll for those outside it. */

/** A sheet over the panes. */
export type Sheet = 'palette' | 'keys' | 'snapshots' | 'recent';

/** State of the face that no process and no file knows. */
export class Face {
  sheet = $state<Sheet | null>(null);
  #roll: (action: string) => void = () => undefined;

  /** The roll is there: it does what its own names say. */
  rollIs(perform: (action: string) => void): void {
    this.#roll = perform;
  }

  /** Lets the roll do something by its name; nothing where there is no roll or no such name. */
  roll(action: string): void {
    this.#roll(action);
  }
}
