/** Unsaved work on disk, a file for each page of the window that made it, in a folder of the app's own. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '#main/protocol/failure.ts';
import { writeAtomically } from './atomic.ts';
import { readFile, writeCode } from './files.ts';

const ENDING = '.autosave';

/** The files of one folder. Ids are checked by the contract, so that none leads out of it. */
export class Autosaves {
  readonly #folder: string;
  #last: Promise<void> = Promise.resolve();
  #tidied = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps `bytes` in the place of what was kept under this id; null: nothing is kept any more. */
  async keep(id: string, bytes: Uint8Array | null): Promise<void> {
    // One after the other, so that the latest wish is what stays.
    const mine = this.#last.then(() => this.#put(id, bytes));
    this.#last = mine.catch(() => undefined);
    await mine;
  }

  /** What others than `own` left, the latest first. */
  async left(own: string): Promise<readonly { readonly id: string; readonly at: number }[]> {
    await mkdir(this.#folder, { recursive: true });
    const names = await readdir(this.#folder);
    if (!this.#tidied) await this.#tidy(names);
    const ids = names
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .filter((id) => id !== own);
    const dated = await Promise.all(
      ids.map(async (id) => ({ id, at: (await stat(this.#place(id))).mtimeMs })),
    );
    return dated.sort((a, b) => b.at - a.at);
  }

  async read(id: string): Promise<Uint8Array> {
    return readFile(this.#place(id));
  }

  async #put(id: string, bytes: Uint8Array | null): Promise<void> {
    try {
      if (bytes === null) return await rm(this.#place(id), { force: true });
      await mkdir(this.#folder, { recursive: true });
      await writeAtomically(this.#place(id), bytes);
    } catch (error) {
      throw new Failure(writeCode(error), path.basename(this.#folder));
    }
  }

  /** Halves that a power cut left beside the files are nobody's: at the first look nothing is being written yet. */
  async #tidy(names: readonly string[]): Promise<void> {
    this.#tidied = true;
    const halves = names.filter((name) => name.endsWith('.part'));
    await Promise.all(halves.map((name) => rm(path.join(this.#folder, name), { force: true })));
  }

  #place(id: string): string {
    return path.join(this.#folder, `${id}${ENDING}`);
  }
}
