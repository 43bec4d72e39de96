/** Where files lie, kept from the window: it holds handles, and only what a person chose can be read or written. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { findAll, type FileCode } from './files.ts';
import type { Chosen } from '#main/protocol/desktop.ts';

/** Paths by handle. */
export class Places {
  readonly #paths = new Map<string, string>();

  /** Keeps a path; the answer is its handle. */
  keep(path: string, handle: string = randomUUID()): string {
    this.#paths.set(handle, path);
    return handle;
  }

  at(handle: string): string | undefined {
    return this.#paths.get(handle);
  }

  /** The path of a handle, which is forgotten. */
  take(handle: string): string | undefined {
    const path = this.#paths.get(handle);
    this.#paths.delete(handle);
    return path;
  }

  /** What was chosen, folders with all that lies in them, for the window. */
  async chosen(paths: readonly string[]): Promise<Chosen> {
    const files: { name: string; handle: string }[] = [];
    const refused: { name: string; code: FileCode }[] = [];
    for (const found of await findAll(paths)) {
      if ('code' in found) refused.push(found);
      else files.push({ name: found.name, handle: this.keep(found.place) });
    }
    return { name: basename(paths[0] ?? ''), files, refused };
  }
}
