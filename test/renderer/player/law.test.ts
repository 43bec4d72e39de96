/** The law of the audio player: whatever hands do, each note that is wanted is told once, on its time, to its own instrument, and no other. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Player } from '#renderer/player/player.ts';
import { heardOf, perform, type HeardNote, type Wish } from './acts.ts';
import { plays } from './playing-hands.ts';
import type { TimelineLane } from '#main/transport/timeline.ts';
import type { Instrument } from '#renderer/player/instrument.ts';

interface Told {
  readonly on: number | null;
  readonly pitch: number;
  readonly time: number;
}

/** A lane's instrument that writes down what it is told, and strikes out what is withdrawn. */
class Notebook implements Instrument {
  told: Told[] = [];
  readonly lookAhead: number;
  readonly #now: () => number;
  readonly #others: () => readonly Notebook[];
  constructor(
    lookAhead: number,
    now: () => number,
    others: () => readonly Notebook[] = () => [this],
  ) {
    this.lookAhead = lookAhead;
    this.#now = now;
    this.#others = others;
  }
  noteOn(pitch: number, velocity: number, time: number): void {
    expect(time).toBeGreaterThan(this.#now() - 1e-9);
    this.told.push({ on: velocity, pitch, time });
  }
  noteOff(pitch: number, time: number): void {
    expect(time).toBeGreaterThan(this.#now() - 1e-9);
    for (const { told } of this.#others()) told.push({ on: null, pitch, time });
  }
  withdraw(time: number): void {
    // What sounds already cannot be taken back.
    expect(time).toBeGreaterThan(this.#now() - 1e-9);
    for (const book of this.#others()) book.told = book.told.filter((each) => each.time < time);
  }
  dispose(): void {
    return;
  }
}

/** What was heard of what a notebook was told: each beginning with the end that follows it. */
function heardBy({ told }: Notebook, key: string): HeardNote[] {
  const [lane = '', program] = key.split(' ');
  const open = new Map<number, HeardNote>();
  const heard: HeardNote[] = [];
  const inTime = told.toSorted(
    (a, b) => a.time - b.time || Number(a.on !== null) - Number(b.on !== null),
  );
  for (const { on, pitch, time } of inTime) {
    const begun = open.get(pitch);
    if (begun !== undefined) heard.push({ ...begun, off: time });
    expect(begun !== undefined && on !== null, `${key} ${pitch} is struck twice`).toBe(false);
    open.delete(pitch);
    if (on !== null)
      open.set(pitch, {
        lane,
        program: Number(program),
        pitch,
        velocity: on,
        on: time,
        off: NaN,
      });
  }
  expect([...open.keys()], `${key} sounds on after the stop`).toEqual([]);
  return heard;
}

const inOrder = (notes: readonly HeardNote[]) =>
  notes.toSorted((a, b) => a.lane.localeCompare(b.lane) || a.pitch - b.pitch || a.on - b.on);

test('no drag, tempo, loop, seek, mute or stop leaves a note on, doubles, delays, hastens or loses one', () => {
  fc.assert(
    fc.property(plays(14), fc.constantFrom(0.03, 0.12, 0.3), (acts, lookAhead) => {
      let pulses = 0;
      const now = (): number => pulses / 100;
      const books = new Map<string, Notebook>();
      const instrument = ({ id, program }: TimelineLane): Notebook => {
        const key = `${id} ${program}`;
        const found =
          books.get(key) ??
          new Notebook(lookAhead, now, () =>
            [...books].flatMap(([of, book]) => (of.startsWith(`${id} `) ? [book] : [])),
          );
        books.set(key, found);
        return found;
      };
      const player = new Player(
        { instrument, metronome: new Notebook(lookAhead, now) },
        { now, run: () => undefined, rest: () => undefined },
      );
      let wishes: readonly Wish[] = [];
      for (const act of acts) {
        for (const end = pulses + Math.round(act.wait * 100); pulses < end; pulses += 1)
          player.pulse();
        wishes = perform(player, now(), act, wishes);
      }
      const heard = [...books].flatMap(([key, book]) => heardBy(book, key));
      const wanted = heardOf(wishes, now() + 1);
      const told = (note: HeardNote) => [note.lane, note.program, note.pitch, note.velocity];
      expect(inOrder(heard).map(told)).toEqual(inOrder(wanted).map(told));
      const times = (notes: readonly HeardNote[]) => inOrder(notes).flatMap((n) => [n.on, n.off]);
      const [had, should] = [times(heard), times(wanted)];
      had.forEach((time, k) => expect(Math.abs(time - (should[k] ?? NaN))).toBeLessThan(1e-6));
      expect(player.isPlaying).toBe(false);
    }),
    { numRuns: 400 },
  );
});
