/** Files that are handed to other programs by a drag or the clipboard: there before the gesture, and long enough after it. */
import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { safeWholeName } from '#main/protocol/file-name.ts';
import { Failure } from '#main/protocol/failure.ts';
import { writeAtomically } from './atomic.ts';
import { makeFolder, nullIfMissing } from './disk.ts';
import { writeCode } from './files.ts';

/** Programs that do not copy what was dropped find it for so many days. */
export const KEPT_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The files of one folder, each in a folder of its own, so that it keeps its name. */
export class HandOuts {
  readonly #folder: string;
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  /**
   * Writes a file and answers its place; the same bytes by the same name are there once.
   * @throws Failure `FileCode`
   */
  async put(name: string, bytes: Uint8Array): Promise<string> {
    const safe = safeWholeName(name);
    const key = createHash('sha256').update(safe).update('\0').update(bytes).digest('hex');
    const folder = path.join(this.#folder, key.slice(0, 16));
    const place = path.join(folder, safe);
    try {
      await makeFolder(folder);
      const there = await stat(place).catch(nullIfMissing);
      // Never half there: a program may take it at any moment.
      if (there?.size !== bytes.length) await writeAtomically(place, bytes);
      const now = new Date(this.#now());
      await utimes(folder, now, now);
    } catch (error) {
      throw new Failure(writeCode(error), safe);
    }
    return place;
  }

  /** Removes what nobody can still be waiting for. */
  async tidy(): Promise<void> {
    const names = (await readdir(this.#folder).catch(nullIfMissing)) ?? [];
    for (const name of names) {
      const folder = path.join(this.#folder, name);
      const about = await stat(folder).catch(nullIfMissing);
      const age = about === null ? 0 : this.#now() - about.mtimeMs;
      if (age > KEPT_DAYS * DAY_MS) await rm(folder, { recursive: true, force: true });
    }
  }
}

/**
 * A file as the clipboard of a system holds it: the format's name there, and the bytes.
 * @param system as `process.platform`
 */
export function clipboardForm(place: string, system: string): readonly [string, Buffer] {
  switch (system) {
    case 'win32':
      return ['FileNameW', Buffer.from(`${place}\0`, 'utf16le')];
    case 'darwin':
      return ['public.file-url', Buffer.from(pathToFileURL(place).href)];
    default:
      return ['text/uri-list', Buffer.from(`${pathToFileURL(place).href}\r\n`)];
  }
}

/** What hangs at the pointer while a file is dragged: notes of a roll. 32 by 32 pixels, blue, green, red, opacity. */
export function dragPicture(): Buffer {
  const size = 32;
  const bitmap = Buffer.alloc(size * size * 4);
  const fill = (x0: number, y0: number, wide: number, high: number, colour: number[]): void => {
    for (let y = y0; y < y0 + high; y += 1)
      for (let x = x0; x < x0 + wide; x += 1) bitmap.set(colour, (y * size + x) * 4);
  };
  fill(0, 0, size, size, [0x1a, 0x16, 0x14, 0xff]);
  const note = [0x5a, 0xf2, 0xda, 0xff];
  fill(4, 20, 8, 4, note);
  fill(12, 13, 10, 4, note);
  fill(20, 7, 8, 4, note);
  return bitmap;
}
