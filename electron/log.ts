/** What happened, line by line, for a person to read and to send: bounded in size, and without a word of her music. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { nullIfMissing } from './disk.ts';

/** Bytes of one file; with the one before there are twice as many. */
const LARGEST = 256 * 1024;

/** A log that is written at once, because what comes after may be the end. */
export class Log {
  readonly #file: string;
  readonly #now: () => number;
  readonly #largest: number;

  /**
   * @param file where it lies; the part before lies beside it as `.1`
   * @param now milliseconds since 1970
   */
  constructor(file: string, now: () => number, largest: number = LARGEST) {
    this.#file = file;
    this.#now = now;
    this.#largest = largest;
  }

  /** Adds a line. A log that cannot be written is missed by nobody who works. */
  write(line: string): void {
    const date = new Date(this.#now()).toISOString().replace('T', ' ');
    const plain = line.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500);
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      this.#turn();
      appendFileSync(this.#file, `${date} ${plain}\n`);
    } catch {
      // A full disk must not end the app a second time.
    }
  }

  /** The last of it, whole lines of at most so many bytes. */
  async tail(most: number): Promise<string> {
    const older = await lastOf(`${this.#file}.1`, most);
    const newer = await lastOf(this.#file, most);
    const text = `${older}${newer}`;
    const cut = Buffer.from(text).subarray(-most).toString('utf8');
    return cut.length === text.length ? text : cut.slice(cut.indexOf('\n') + 1);
  }

  #turn(): void {
    const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
    if (size >= this.#largest) renameSync(this.#file, `${this.#file}.1`);
  }
}

async function lastOf(file: string, most: number): Promise<string> {
  const handle = await open(file, 'r').catch(nullIfMissing);
  if (handle === null) return '';
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - most);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), { position: from });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}

/**
 * An error as a log may tell it: its kind and the place in our own files. Its message could hold a name of a file.
 * @example errorWords(new TypeError('song.mid is odd')) // 'TypeError at main.cjs:10:5'
 */
export function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = /([\w.-]+\.(?:c?js|ts)):(\d+):(\d+)/u.exec(error.stack ?? '')?.[0];
  return place === undefined ? error.name : `${error.name} at ${place}`;
}
