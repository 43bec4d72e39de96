/** Unsaved work on disk, a file (and one for a run of learning that is not over) for each page of the window that made it, in a folder of the app's own. */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Failure } from '#main/protocol/failure.ts';
import { writeAtomically } from './atomic.ts';
import { makeFolder, nullIfMissing } from './disk.ts';
import { readFile, writeCode } from './files.ts';
import type { UnsavedPart } from '#main/protocol/desktop.ts';
import type { Lying } from './documents.ts';

const ENDING = '.autosave';
const RUN_ENDING = '.run';
/** Where the file lies that the work was made from. */
const FROM_ENDING = '.from.json';

const lying = z.object({ place: z.string(), stamp: z.string() });

/** The files of one folder. Ids are checked by the contract, so that none leads out of it. */
export class Autosaves {
  readonly #folder: string;
  #last: Promise<void> = Promise.resolve();
  #tidied = false;
  /** What was written last of where the work came from. */
  #from = '';

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Keeps `bytes` in the place of what was kept under this id; null: nothing is kept any more, and no run without its project.
   *
   * @param from the file that a project was opened from or saved to
   */
  async keep(
    id: string,
    bytes: Uint8Array | null,
    part: UnsavedPart = 'project',
    from: Lying | null = null,
  ): Promise<void> {
    // One after the other, so that the latest wish is what stays.
    const mine = this.#last.then(() => this.#put(id, bytes, part, from));
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

  /** The file that the work was made from; null where it was in none, or that cannot be read. */
  async readFrom(id: string): Promise<Lying | null> {
    try {
      const text = new TextDecoder().decode(await readFile(this.#at(id, FROM_ENDING)));
      return lying.parse(JSON.parse(text));
    } catch {
      // Then a place is asked for, as for work that was never saved.
      return null;
    }
  }

  /** When a project or its run was kept last. */
  async #changedAt(id: string): Promise<number> {
    const run = await stat(this.#place(id, 'run')).catch(nullIfMissing);
    return Math.max((await stat(this.#place(id))).mtimeMs, run?.mtimeMs ?? 0);
  }

  async #put(
    id: string,
    bytes: Uint8Array | null,
    part: UnsavedPart,
    from: Lying | null,
  ): Promise<void> {
    try {
      if (bytes === null) {
        await rm(this.#place(id, part), { force: true });
        if (part === 'run') return;
        await rm(this.#place(id, 'run'), { force: true });
        await this.#putFrom(id, null);
        return;
      }
      await makeFolder(this.#folder);
      await writeAtomically(this.#place(id, part), bytes);
      if (part === 'project') await this.#putFrom(id, from);
    } catch (error) {
      throw new Failure(writeCode(error), path.basename(this.#folder));
    }
  }

  /** Written where it is another than before, for a project is kept at each edit. */
  async #putFrom(id: string, from: Lying | null): Promise<void> {
    const text = from === null ? '' : JSON.stringify(from);
    const whose = id + text;
    if (whose === this.#from) return;
    if (from === null) await rm(this.#at(id, FROM_ENDING), { force: true });
    else await writeAtomically(this.#at(id, FROM_ENDING), new TextEncoder().encode(text));
    this.#from = whose;
  }

  /** Halves that a power cut left beside the files are nobody's: at the first look nothing is being written yet. */
  async #tidy(names: readonly string[]): Promise<void> {
    this.#tidied = true;
    const alone = (name: string): boolean =>
      [RUN_ENDING, FROM_ENDING].some(
        (ending) => name.endsWith(ending) && !names.includes(name.replace(ending, ENDING)),
      );
    const halves = names.filter((name) => name.endsWith('.part') || alone(name));
    await Promise.all(halves.map((name) => rm(path.join(this.#folder, name), { force: true })));
  }

  #place(id: string, part: UnsavedPart = 'project'): string {
    return this.#at(id, part === 'run' ? RUN_ENDING : ENDING);
  }

  #at(id: string, ending: string): string {
    return path.join(this.#folder, id + ending);
  }
}
