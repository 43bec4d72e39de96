/** A growing run of bytes, for writing files. */
import { sizeOfNumber, writeNumber } from './number.ts';

/** Bytes that are written one after another. */
export class ByteWriter {
  private bytes = new Uint8Array(1024);
  length = 0;

  private room(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + size));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  /** Single bytes. */
  write(...values: readonly number[]): void {
    this.append(values);
  }

  /** A run of bytes. */
  append(values: ArrayLike<number>): void {
    this.room(values.length);
    this.bytes.set(values, this.length);
    this.length += values.length;
  }

  /** The ASCII letters of a chunk's name. */
  name(letters: string): void {
    this.append(Array.from(letters, (letter) => letter.charCodeAt(0)));
  }

  /** A big-endian number of `size` bytes. */
  fixed(value: number, size: number): void {
    for (let shift = size - 1; shift >= 0; shift--) {
      this.write(Math.floor(value / 256 ** shift) & 0xff);
    }
  }

  /** A variable-length number. */
  number(value: number): void {
    this.room(sizeOfNumber(value));
    this.length = writeNumber(this.bytes, this.length, value);
  }

  /** What was written, copied. */
  done(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}
