/** Projects that were opened or saved before: looked up, opened again where they lie, and taken off the list. */
import type { RecentProject } from '#main/protocol/desktop.ts';
import type { Desktop } from './doors.ts';
import type { ProjectFile } from './project-file.svelte.ts';
import { askMissing } from './project-questions.ts';
import type { Questions } from './questions.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** What the list needs of its session. */
export interface RecentSurroundings {
  readonly projectFile: ProjectFile;
  readonly questions: Questions;
  readonly toasts: Toasts;
}

/** The list, as the desktop keeps it. */
export class Recent {
  /** The latest first. */
  list = $state.raw<readonly RecentProject[]>([]);
  readonly #desktop: Desktop;
  readonly #of: RecentSurroundings;

  constructor(desktop: Desktop, surroundings: RecentSurroundings) {
    this.#desktop = desktop;
    this.#of = surroundings;
    desktop.on('recent', ({ projects }) => {
      this.list = projects;
    });
  }

  /** Asks anew, because files come and go without a word. */
  async look(): Promise<void> {
    await this.#of.toasts.tried(async () => {
      this.list = (await this.#desktop.recentProjects({})).projects;
    });
  }

  /** Opens a project of the list; of one that is not there any more it is asked whether it is to stay on the list. */
  async open(handle: string): Promise<void> {
    await this.look();
    const entry = this.list.find((each) => each.handle === handle);
    if (entry === undefined) return;
    const { name, folder, there } = entry;
    if (!there) {
      const choice = await this.#of.questions.ask(askMissing(name, folder));
      if (choice === 'forget') await this.forget(handle);
      return;
    }
    const read = async (): Promise<Uint8Array> =>
      (await this.#desktop.read({ handle, keep: true })).bytes;
    await this.#of.projectFile.take({ name, handle, read });
  }

  /** Takes a project off the list; its file stays. */
  async forget(handle: string): Promise<void> {
    await this.#of.toasts.tried(async () => void (await this.#desktop.forgetProject({ handle })));
  }
}
