/** The port log as it grows: what each port was sent, read on from where it was read last. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Sent } from '#main/midi/ports/memory.ts';

/** Milliseconds between two looks. */
const LOOK_MS = 2;

/** Reads a log whose lines are messages. Times in it are of the system's monotonic clock. */
export class PortLog {
  readonly sent: Sent[] = [];
  readonly #fd: number;
  #read = 0;
  #rest = '';

  constructor(file: string) {
    this.#fd = openSync(file, 'a+');
  }

  /** Takes in what is new. */
  look(): readonly Sent[] {
    const page = Buffer.alloc(Math.max(0, fstatSync(this.#fd).size - this.#read));
    this.#read += readSync(this.#fd, page, 0, page.length, this.#read);
    const lines = (this.#rest + page.toString('utf8')).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.sent.push(JSON.parse(line) as Sent);
    return this.sent;
  }

  /** The first of the messages from `from` on that fits; null: none came within `seconds`. */
  async first(fits: (message: Sent) => boolean, seconds: number, from = 0): Promise<Sent | null> {
    const end = performance.now() + seconds * 1000;
    for (;;) {
      const found = this.look().slice(from).find(fits);
      if (found !== undefined) return found;
      if (performance.now() > end) return null;
      await new Promise((turn) => setTimeout(turn, LOOK_MS));
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** Whether a message ends the note of a pitch, or all notes. */
export const ends = ({ bytes: [status = 0, one = 0, two = 0] }: Sent, pitch: number): boolean =>
  (status >> 4 === 8 && one === pitch) ||
  (status >> 4 === 9 && one === pitch && two === 0) ||
  (status >> 4 === 0xb && (one === 123 || one === 120));

/** Keys that are down at the end of what was sent, and how often one was struck while it was down. */
export function account(sent: readonly Sent[]): {
  readonly hanging: number;
  readonly doubled: number;
} {
  const down = new Set<string>();
  let doubled = 0;
  for (const message of sent) {
    const [status = 0, pitch = 0, velocity = 0] = message.bytes;
    const key = `${message.output} ${String(status & 15)} ${String(pitch)}`;
    if (status >> 4 === 9 && velocity > 0) {
      if (down.has(key)) doubled += 1;
      down.add(key);
    } else if (status >> 4 === 8 || status >> 4 === 9) down.delete(key);
    else if (status >> 4 === 0xb && (pitch === 123 || pitch === 120))
      for (const each of [...down])
        if (each.startsWith(`${message.output} ${String(status & 15)} `)) down.delete(each);
  }
  return { hanging: down.size, doubled };
}
