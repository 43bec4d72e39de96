/** Reads a stream of MIDI bytes as it comes off a cable: whole messages come out, whatever else comes in. */

/** Longer system exclusive messages (samples, firmware) are let pass unread. */
export const LONGEST_SYSEX = 4096;

const SYSEX = 0xf0;
const SYSEX_END = 0xf7;
const REAL_TIME = 0xf8;
/** Statuses that MIDI 1.0 leaves undefined among the real-time ones, and active sensing, which says nothing to anybody here. */
const MEANINGLESS: ReadonlySet<number> = new Set([0xf9, 0xfd, 0xfe]);

/** Data bytes after a status; null: it is none that a message begins with. */
function dataBytes(status: number): number | null {
  if (status < SYSEX) return (status & 0xe0) === 0xc0 ? 1 : 2;
  if (status === 0xf1 || status === 0xf3) return 1;
  if (status === 0xf2) return 2;
  return status === 0xf6 ? 0 : null;
}

/** One cable. Running status, real-time bytes within messages, and data without a status are all understood. */
export class MessageStream {
  readonly #message: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Status that data bytes belong to; 0: none, so they are stray. */
  #status = 0;
  #data: number[] = [];
  /** The system exclusive message under way; null: none. One that grew too long holds nothing any more. */
  #sysex: number[] | null = null;
  #overlong = false;

  /** @param message called with each whole message, status byte first, system exclusive with its end byte */
  constructor(message: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#message = message;
  }

  /** Takes in what came: any stretch of the stream. */
  feed(bytes: ArrayLike<number>): void {
    for (let index = 0; index < bytes.length; index += 1) this.#take(bytes[index] ?? 0);
  }

  #take(byte: number): void {
    if (byte >= REAL_TIME) {
      if (!MEANINGLESS.has(byte)) this.#message(Uint8Array.of(byte));
    } else if (byte >= 0x80) this.#begin(byte);
    else if (this.#sysex !== null) this.#collect(byte);
    else this.#add(byte);
  }

  /** A status ends whatever was under way; only a system exclusive's own end makes a message of it. */
  #begin(status: number): void {
    if (status === SYSEX_END && this.#sysex !== null && !this.#overlong)
      this.#message(Uint8Array.from([SYSEX, ...this.#sysex, SYSEX_END]));
    this.#sysex = status === SYSEX ? [] : null;
    this.#overlong = false;
    this.#data = [];
    const wanted = dataBytes(status);
    this.#status = wanted === null || wanted === 0 ? 0 : status;
    if (wanted === 0) this.#message(Uint8Array.of(status));
  }

  #collect(byte: number): void {
    if (this.#sysex === null || this.#overlong) return;
    this.#sysex.push(byte);
    if (this.#sysex.length <= LONGEST_SYSEX) return;
    this.#overlong = true;
    this.#sysex = [];
  }

  #add(byte: number): void {
    if (this.#status === 0) return;
    this.#data.push(byte);
    if (this.#data.length < (dataBytes(this.#status) ?? 0)) return;
    this.#message(Uint8Array.of(this.#status, ...this.#data));
    this.#data = [];
    // Running status is for channel messages only.
    if (this.#status >= SYSEX) this.#status = 0;
  }
}
