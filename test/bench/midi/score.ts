/** What is played while lateness is measured: a MIDI clock of 24 a quarter and dense chords, each note by a name of its own. */
import type { Score } from '#main/protocol/midi.ts';
import type { Arrived } from '../../midi/real/notebook.ts';

const BPM = 125;
/** Seconds between two ticks of the clock, two chords, and from a note's begin to its end. */
const TICK = 60 / BPM / 24;
const STEP = 60 / BPM / 4;
const LENGTH = STEP / 2;
const CHORD = 10;
const LOWEST = 20;
const KEYS = 100;
const TICK_STATUS = 0xf8;

/** Note `index` by channel, pitch and velocity: no two within 100,000 are alike. */
const nameOf = (index: number): readonly [number, number, number] => [
  Math.floor(index / (KEYS * 100)) % 9,
  LOWEST + (index % KEYS),
  1 + (Math.floor(index / KEYS) % 100),
];

/** Its messages: [seconds, bytes], ascending. */
function messages(seconds: number): readonly (readonly [number, readonly number[]])[] {
  const notes = Array.from({ length: Math.floor(seconds / STEP) * CHORD }, (_, index) => {
    const [channel, pitch, velocity] = nameOf(index);
    const at = Math.floor(index / CHORD) * STEP;
    return [
      [at, [0x90 | channel, pitch, velocity]] as const,
      [at + LENGTH, [0x80 | channel, pitch, 64]] as const,
    ];
  }).flat();
  return notes.sort(([a], [b]) => a - b);
}

/** Times of the ticks. */
const ticks = (seconds: number): readonly number[] =>
  Array.from({ length: Math.floor(seconds / TICK) }, (_, index) => index * TICK);

/** As the app plays it. */
export function denseScore(seconds: number): Score {
  const timed = messages(seconds);
  return {
    times: Float64Array.from(timed.map(([at]) => at)),
    messages: Uint8Array.from(timed.flatMap(([, bytes]) => bytes)),
    settings: Uint8Array.of(),
    loop: null,
    clock: Float64Array.from(ticks(seconds)),
  };
}

/** The same as messages by themselves, for who has a timer for each. */
export function denseMessages(seconds: number): readonly (readonly [number, readonly number[]])[] {
  const clock = ticks(seconds).map((at) => [at, [TICK_STATUS]] as const);
  return [...messages(seconds), ...clock].sort(([a], [b]) => a - b);
}

/** Milliseconds after its moment at which each note-on and each tick arrived, in order; the score's time 0 lay at `origin`. */
export function lateness(
  arrived: readonly Arrived[],
  origin: number,
  seconds: number,
): readonly number[] {
  const due = new Map(
    messages(seconds)
      .filter(([, [status = 0]]) => status >> 4 === 9)
      .map(([at, bytes]) => [bytes.join(), at]),
  );
  return arrived.flatMap(({ seconds: at, bytes }) => {
    const moment =
      bytes[0] === TICK_STATUS
        ? // None is early, so it is the last that was due.
          Math.floor((at - origin) / TICK + 0.05) * TICK
        : due.get(bytes.join());
    return moment === undefined ? [] : [(at - origin - moment) * 1000];
  });
}
