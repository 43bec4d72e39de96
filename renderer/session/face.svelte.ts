/** What the window shows besides music: the sheet that lies over it, and a way to the piano roll for those outside it. */

/** A sheet over the panes. */
export type Sheet =
  | 'about'
  | 'beats'
  | 'clean'
  | 'controls'
  | 'history'
  | 'keys'
  | 'monitor'
  | 'palette'
  | 'ports'
  | 'recent'
  | 'snapshots'
  | 'wav';

/** State of the face that no process and no file knows. */
export class Face {
  sheet = $state<Sheet | null>(null);
  #roll: (action: string) => void = () => undefined;
  #takeBack: () => boolean = () => false;

  /** The roll is there: it does what its own names say, and takes back what it only shows. */
  rollIs(perform: (action: string) => void, takeBack: () => boolean): void {
    this.#roll = perform;
    this.#takeBack = takeBack;
  }

  /** Takes back what the roll shows and has not kept; answers whether there was something. */
  takeBack(): boolean {
    return this.#takeBack();
  }

  /** Lets the roll do something by its name; nothing where there is no roll or no such name. */
  roll(action: string): void {
    this.#roll(action);
  }
}
