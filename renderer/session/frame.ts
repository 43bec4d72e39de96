/** The frame around the window: its title, its native menu, its look, and leaving without losing a note or a word. */
import type { NativeMenus } from '#main/protocol/desktop.ts';
import type { Desktop } from './doors.ts';

/** What must be done before the app goes: notes ended, what is unsaved made safe. */
export type LastTask = () => Promise<void> | void;

/** The desktop as the frame of a window; what has not changed is not sent again. */
export class Frame {
  readonly #desktop: Desktop;
  readonly #tasks: LastTask[] = [];
  readonly #told: (failure: unknown) => void;
  #menu = '';
  #title = '';
  #theme = '';

  /**
   * @param desktop the client
   * @param told called with what went wrong, so that it is said and not swallowed
   */
  constructor(desktop: Desktop, told: (failure: unknown) => void) {
    this.#desktop = desktop;
    this.#told = told;
    desktop.on('leaving', () => void this.#leave());
  }

  /** Calls back with the id of each command that is chosen in the native menu. */
  onCommand(run: (id: string) => void): void {
    this.#desktop.on('command', ({ id }) => run(id));
  }

  /** Adds what is to be done when the app is asked to go; all begin at once. */
  beforeLeaving(task: LastTask): void {
    this.#tasks.push(task);
  }

  /** Calls back before the machine sleeps, and when it is awake again. */
  onSleep(falls: () => void, wakes: () => void): void {
    this.#desktop.on('sleeping', falls);
    this.#desktop.on('awake', wakes);
  }

  showMenu(menus: NativeMenus): void {
    const text = JSON.stringify(menus);
    if (text === this.#menu) return;
    this.#menu = text;
    this.#desktop.setMenu({ menus }).catch(this.#told);
  }

  showTitle(title: string, edited: boolean): void {
    const text = `${String(edited)} ${title}`;
    if (text === this.#title) return;
    this.#title = text;
    this.#desktop.setTitle({ title, edited }).catch(this.#told);
  }

  /** The frame's own parts (title bar, dialogs) follow the look. */
  showTheme(theme: 'system' | 'light' | 'dark'): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#desktop.setTheme({ theme }).catch(this.#told);
  }

  async #leave(): Promise<void> {
    const done = await Promise.allSettled(this.#tasks.map(async (task) => task()));
    for (const each of done) if (each.status === 'rejected') this.#told(each.reason);
    await this.#desktop.leave({});
  }
}
