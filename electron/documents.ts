/** Files that a person works on, by handle: read, saved in their place, and watched for somebody else's writing. */
import path from 'node:path';
import { Failure } from '#main/protocol/failure.ts';
import { backupOf, writeAtomically } from './atomic.ts';
import { systemDisk, type Disk } from './disk.ts';
import { readFile, writeCode } from './files.ts';
import type { Places } from './places.ts';

/** A file as it was when it was last read or saved here. */
export interface Lying {
  readonly place: string;
  /** What tells that nobody wrote there since. */
  readonly stamp: string;
}

/** How a document is saved. */
export interface SavingWay {
  /** Its handle, where it was opened or saved before. */
  readonly handle: string | undefined;
  /** Whether the version before stays beside it. */
  readonly backup: boolean;
  /** Whether it may take the place of what somebody else wrote meanwhile. */
  readonly over: boolean;
}

/** The documents of one window. */
export class Documents {
  readonly #places: Places;
  readonly #disk: Disk;
  /** How each file lay when it was last read or saved here, by handle. */
  readonly #stamps = new Map<string, string>();

  constructor(places: Places, disk: Disk = systemDisk()) {
    this.#places = places;
    this.#disk = disk;
  }

  /**
   * The bytes of a file. Its handle is forgotten, unless it is to be saved there again.
   * @throws Failure `FileCode`
   */
  async read(handle: string, keep: boolean): Promise<Uint8Array> {
    const place = keep ? this.#places.at(handle) : this.#places.take(handle);
    if (place === undefined) throw new Failure('desktop_gone');
    // Looked at before it is read: what is written in between is somebody else's.
    if (keep) await this.#remember(handle, place);
    return readFile(place);
  }

  /**
   * Writes a document so that the old version or the new is there, and answers its handle.
   * @throws Failure `FileCode`, or `desktop_changed` where somebody else wrote there since it was read or saved here
   */
  async save(place: string, bytes: Uint8Array, way: SavingWay): Promise<string> {
    const { handle, backup, over } = way;
    const name = path.basename(place);
    try {
      if (!over && handle !== undefined && (await this.#isChanged(handle, place)))
        throw new Failure('desktop_changed', name);
      await writeAtomically(place, bytes, { backup, disk: this.#disk });
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(writeCode(error), name);
    }
    const kept = this.#places.keep(place, handle);
    await this.#remember(kept, place);
    return kept;
  }

  /** The version before the last good save, and when it was written (milliseconds since 1970); null where there is none. */
  async backup(
    handle: string,
  ): Promise<{ readonly bytes: Uint8Array; readonly at: number } | null> {
    const place = this.#places.at(handle);
    const old = place === undefined ? null : await this.#disk.look(backupOf(place));
    return old === null ? null : { bytes: await readFile(old.place), at: old.at };
  }

  /** The file of a handle as it was last read or saved here; null where it was not, or is gone. */
  lying(handle: string): Lying | null {
    const place = this.#places.at(handle);
    const stamp = this.#stamps.get(handle);
    return place === undefined || stamp === undefined ? null : { place, stamp };
  }

  /** A handle for a file that an earlier session read or saved; null where it is gone. What others wrote since is no less watched for. */
  async again({ place, stamp }: Lying): Promise<string | null> {
    // What cannot be looked at (a drive that is not there) is as good as gone: then a place is asked for.
    if ((await this.#disk.look(place).catch(() => null)) === null) return null;
    const handle = this.#places.keep(place);
    this.#stamps.set(handle, stamp);
    return handle;
  }

  async #remember(handle: string, place: string): Promise<void> {
    // What cannot be looked at cannot be read either, and that is told there.
    const lying = await this.#disk.look(place).catch(() => null);
    if (lying === null) this.#stamps.delete(handle);
    else this.#stamps.set(handle, lying.stamp);
  }

  /** A file that is gone is no loss to write over. */
  async #isChanged(handle: string, place: string): Promise<boolean> {
    const known = this.#stamps.get(handle);
    if (known === undefined) return false;
    const lying = await this.#disk.look(place);
    return lying !== null && lying.stamp !== known;
  }
}
