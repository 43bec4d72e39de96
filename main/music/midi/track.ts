/** Makes a track of notes and kept events out of the bytes of one track chunk. */
import type { Note, Ticks } from '../note.ts';
import type { KeptEvent, KeySignature, Meter, Tempo, Track } from '../piece.ts';
import type { Repair } from '../problem.ts';
import { walkEvents, type EventListener } from './events.ts';
import type { TrackLayout } from './layout.ts';
import { cutText, decodeText, harmless } from './text.ts';
import { sizeOfNumber, writeNumber } from './number.ts';

/** Texts and names are cut at this many bytes. */
export const LONGEST_TEXT = 65536;

/** What belongs to the piece and not to one track. */
export interface Conductor {
  readonly tempos: Tempo[];
  readonly meters: Meter[];
  readonly keys: KeySignature[];
}

const NONE = -1;
const KEYS = 16 * 128;

/** Pairs note-ons with note-offs, first in first out for each (channel, pitch), in linear time whatever the file does. */
class Pairing {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** channel << 14 | pitch << 7 | velocity. */
  readonly what: Uint32Array;
  private readonly next: Int32Array;
  private readonly first = new Int32Array(KEYS).fill(NONE);
  private readonly last = new Int32Array(KEYS).fill(NONE);
  private count = 0;
  private open = 0;

  constructor(notes: number) {
    this.start = new Float64Array(notes);
    this.end = new Float64Array(notes);
    this.what = new Uint32Array(notes);
    this.next = new Int32Array(notes);
  }

  on(tick: Ticks, channel: number, pitch: number, velocity: number): void {
    const note = this.count++;
    const key = channel * 128 + pitch;
    this.start[note] = tick;
    this.what[note] = (key << 7) | velocity;
    this.next[note] = NONE;
    const before = this.last[key] ?? NONE;
    if (before === NONE) this.first[key] = note;
    else this.next[before] = note;
    this.last[key] = note;
    this.open++;
  }

  off(tick: Ticks, channel: number, pitch: number): void {
    const key = channel * 128 + pitch;
    const note = this.first[key] ?? NONE;
    if (note === NONE) return;
    this.end[note] = tick;
    const next = this.next[note] ?? NONE;
    this.first[key] = next;
    if (next === NONE) this.last[key] = NONE;
    this.open--;
  }

  /** Ends every note that still sounds; true where there was one. */
  endAll(tick: Ticks): boolean {
    if (this.open === 0) return false;
    for (const start of this.first) {
      for (let note = start; note !== NONE; note = this.next[note] ?? NONE) this.end[note] = tick;
    }
    return true;
  }

  /** The notes by start, then pitch, then order of the file. */
  notes(): readonly Note[] {
    const notes: Note[] = [];
    for (let i = 0; i < this.count; i++) {
      const what = this.what[i] ?? 0;
      notes.push({
        pitch: (what >> 7) & 127,
        velocity: what & 127,
        start: this.start[i] ?? 0,
        end: this.end[i] ?? 0,
        channel: what >> 14,
      });
    }
    const sorted = notes.every((note, i) => {
      const before = notes[i - 1];
      return before === undefined || before.start < note.start || before.pitch <= note.pitch;
    });
    return sorted ? notes : notes.sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  }
}

/** Listens to one track and keeps what it hears. */
class TrackReader implements EventListener {
  readonly pairing: Pairing;
  readonly events: KeptEvent[] = [];
  name = '';
  private readonly store: Uint8Array;
  private used = 0;

  private readonly bytes: Uint8Array;
  private readonly conductor: Conductor;
  private readonly repairs: Set<Repair>;

  constructor(bytes: Uint8Array, layout: TrackLayout, conductor: Conductor, repairs: Set<Repair>) {
    this.bytes = bytes;
    this.conductor = conductor;
    this.repairs = repairs;
    this.pairing = new Pairing(layout.notes);
    this.store = new Uint8Array(layout.keptBytes);
  }

  channel(tick: Ticks, status: number, first: number, second: number): void {
    if (status >= 0xa0) {
      const at = this.used;
      this.store[this.used++] = status;
      this.store[this.used++] = first;
      if (second >= 0) this.store[this.used++] = second;
      this.events.push({ tick, bytes: this.store.subarray(at, this.used) });
    } else if (status >= 0x90 && second > 0) {
      this.pairing.on(tick, status & 15, first, second);
    } else {
      this.pairing.off(tick, status & 15, first);
    }
  }

  sysex(tick: Ticks, at: number, _from: number, to: number): void {
    this.keep(tick, at, to);
  }

  meta(tick: Ticks, type: number, at: number, from: number, to: number): void {
    if (type === 0x51) this.tempo(tick, from, to);
    else if (type === 0x58) this.meter(tick, from, to);
    else if (type === 0x59) this.key(tick, from, to);
    else if (type === 0x03 && (to === from || this.name === '')) {
      if (to > from) this.title(from, to);
    } else if (type >= 0x01 && type <= 0x0f && to - from > LONGEST_TEXT) this.cut(tick, type, from);
    else this.keep(tick, at, to);
  }

  private keep(tick: Ticks, at: number, to: number): void {
    const start = this.used;
    this.store.set(this.bytes.subarray(at, to), start);
    this.used += to - at;
    this.events.push({ tick, bytes: this.store.subarray(start, this.used) });
  }

  private cut(tick: Ticks, type: number, from: number): void {
    this.repairs.add('text-cut');
    const head = 2 + sizeOfNumber(LONGEST_TEXT);
    const bytes = new Uint8Array(head + LONGEST_TEXT);
    bytes[0] = 0xff;
    bytes[1] = type;
    writeNumber(bytes, 2, LONGEST_TEXT);
    bytes.set(this.bytes.subarray(from, from + LONGEST_TEXT), head);
    this.events.push({ tick, bytes });
  }

  private title(from: number, to: number): void {
    const whole = harmless(
      decodeText(this.bytes.subarray(from, Math.min(to, from + LONGEST_TEXT))),
    );
    this.name = cutText(whole, LONGEST_TEXT).trim();
    if (to - from > LONGEST_TEXT || this.name !== whole) this.repairs.add('text-cut');
  }

  private tempo(tick: Ticks, from: number, to: number): void {
    const [high = 0, middle = 0, low = 0] = this.bytes.subarray(from, to);
    const microsecondsPerQuarter = (high << 16) | (middle << 8) | low;
    if (to - from !== 3) this.repairs.add('event-broken');
    if (to - from < 3) return;
    if (microsecondsPerQuarter === 0) this.repairs.add('tempo-zero');
    else this.conductor.tempos.push({ tick, microsecondsPerQuarter });
  }

  private meter(tick: Ticks, from: number, to: number): void {
    const [numerator = 0, power = 255] = this.bytes.subarray(from, to);
    if (numerator === 0 || power > 7) this.repairs.add('meter-broken');
    else this.conductor.meters.push({ tick, numerator, denominator: 2 ** power });
  }

  private key(tick: Ticks, from: number, to: number): void {
    const [signed = 128, mode = 255] = this.bytes.subarray(from, to);
    const sharps = signed > 127 ? signed - 256 : signed;
    if (Math.abs(sharps) > 7 || mode > 1) this.repairs.add('event-broken');
    else this.conductor.keys.push({ tick, sharps, minor: mode === 1 });
  }
}

/**
 * Reads one track. Tempos, meters and keys go to `conductor`, what had to be mended to `repairs`.
 * Notes that never end stop with the track.
 */
export function readTrack(
  bytes: Uint8Array,
  layout: TrackLayout,
  conductor: Conductor,
  repairs: Set<Repair>,
): Track {
  const reader = new TrackReader(bytes, layout, conductor, repairs);
  const walk = walkEvents(bytes, layout.from, layout.to, reader, Infinity);
  if (reader.pairing.endAll(walk.end)) repairs.add('hanging-notes-ended');
  return {
    name: reader.name,
    notes: reader.pairing.notes(),
    events: reader.events,
    end: walk.end,
  };
}
