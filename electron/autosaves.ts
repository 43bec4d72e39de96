/** Unsaved work on disk, a file (and one for a run of learning that is not over) for each page of the window that made it, in a folder of the app's own. */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '#main/protocol/failure.ts';
import { writeAtomically } from './atomic.ts';
import { makeFolder, nullIfMissing } from './disk.ts';
import { readFile, writeCode } from './files.ts';
import type { UnsavedPart } from '#main/protocol/desktop.ts';

const ENDING = '.autosave';
const RUN_ENDING = '.run';

/** The files of one folder. Ids are checked by the contract, so that none leads out of it. */
export class Autosaves {
  readonly #folder: string;
  #last: Promise<void> = Promise.resolve();
  #tidied = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps `bytes` in the place of what was kept under this id; null: nothing is kept any more, and no run without its project. */
  async keep(id: string, bytes: Uint8Array | null, part: UnsavedPart = 'project'): Promise<void> {
    // One after the other, so that the latest wish is what stays.
    const mine = this.#last.then(() => this.#put(id, bytes, part));
    this.#last = mine.catch(() => undefined);
    await mine;
  }

  /** What others than `own` left, the latest first. */
  async left(own: string): Promise<readonly { readonly id: string; readonly at: number }[]> {
    await makeFolder(this.#folder);
    const names = await readdir(this.#folder);
    if (!this.#tidied) await this.#tidy(names);
    const ids = names
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .filter((id) => id !== own);
    const dated = await Promise.all(ids.map(async (id) => ({ id, at: await this.#changedAt(id) })));
    return dated.sort((a, b) => b.at - a.at);
  }

  async read(id: string): Promise<Uint8Array> {
    return readFile(this.#place(id));
  }

  /** The run of learning that was kept beside it; null where none was. */
  async readRun(id: string): Promise<Uint8Array | null> {
    const known = await stat(this.#place(id, 'run')).catch(nullIfMissing);
    return known === null ? null : readFile(this.#place(id, 'run'));
  }

  /** When a project or its run was kept last. */
  async #changedAt(id: string): Promise<number> {
    const run = await stat(this.#place(id, 'run')).catch(nullIfMissing);
    return Math.max((await stat(this.#place(id))).mtimeMs, run?.mtimeMs ?? 0);
  }

  async #put(id: string, bytes: Uint8Array | null, part: UnsavedPart): Promise<void> {
    try {
      if (bytes === null) {
        await rm(this.#place(id, part), { force: true });
        if (part === 'project') await rm(this.#place(id, 'run'), { force: true });
        return;
      }
      await makeFolder(this.#folder);
      await writeAtomically(this.#place(id, part), bytes);
    } catch (error) {
      throw new Failure(writeCode(error), path.basename(this.#folder));
    }
  }

  /** Halves that a power cut left beside the files are nobody's: at the first look nothing is being written yet. */
  async #tidy(names: readonly string[]): Promise<void> {
    this.#tidied = true;
    const alone = (name: string): boolean =>
      name.endsWith(RUN_ENDING) && !names.includes(name.replace(RUN_ENDING, ENDING));
    const halves = names.filter((name) => name.endsWith('.part') || alone(name));
    await Promise.all(halves.map((name) => rm(path.join(this.#folder, name), { force: true })));
  }

  #place(id: string, part: UnsavedPart = 'project'): string {
    return path.join(this.#folder, `${id}${part === 'run' ? RUN_ENDING : ENDING}`);
  }
}
