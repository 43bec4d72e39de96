import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Player } from '#renderer/player/player.ts';
import { timelineOfLanes } from '#main/transport/timeline.ts';
import type { Timeline, TimelineLane } from '#main/transport/timeline.ts';
import type { Instrument } from '#renderer/player/instrument.ts';

interface Told {
  readonly kind: 'on' | 'off';
  readonly pitch: number;
  readonly time: number;
}

/** An instrument that remembers, and forgets what is withdrawn, as a synthesizer would; it sounds what is left. */
class Recorder implements Instrument {
  told: Told[] = [];
  /** Events that came too late to be heard on time. */
  late = 0;
  readonly lookAhead: number;
  readonly #now: () => number;
  constructor(lookAhead: number, now: () => number) {
    this.lookAhead = lookAhead;
    this.#now = now;
  }
  noteOn(pitch: number, _velocity: number, time: number): void {
    if (time < this.#now() - 1e-9) this.late += 1;
    this.told.push({ kind: 'on', pitch, time });
  }
  noteOff(pitch: number, time: number): void {
    if (time < this.#now() - 1e-9) this.late += 1;
    this.told.push({ kind: 'off', pitch, time });
  }
  withdraw(time: number): void {
    this.told = this.told.filter((event) => event.time < time);
  }
  dispose(): void {
    return;
  }
}

function stage(lookAhead: number) {
  let seconds = 0;
  const now = (): number => seconds;
  const recorder = new Recorder(lookAhead, now);
  const metronome = new Recorder(lookAhead, now);
  const player = new Player(
    { instrument: () => recorder, metronome },
    { now, run: () => undefined, rest: () => undefined },
  );
  const pass = (length: number): void => {
    for (const end = seconds + length; seconds < end; seconds += 0.01) player.pulse();
  };
  return { player, recorder, metronome, pass };
}

const lane = (notes: TimelineLane['notes']): TimelineLane => ({
  id: 'melody',
  part: 'melody',
  program: 0,
  volume: 1,
  muted: false,
  soloed: false,
  notes,
});

/** Notes [start, end, pitch] in beats at 120 quarters a minute, looped over four beats. */
const timeline = (notes: readonly (readonly [number, number, number])[]): Timeline =>
  timelineOfLanes(
    [
      lane(
        notes.map(([start, end, pitch]) => ({
          pitch,
          velocity: 90,
          start: start * 480,
          end: end * 480,
        })),
      ),
    ],
    1920,
    { bpm: 120, meter: { numerator: 4, denominator: 4 }, loop: true },
  );

/** Notes that hang or end before they begin, once everything told has happened. */
function faults(told: readonly Told[]): number {
  const on = new Map<number, number>();
  let wrong = 0;
  const inTime = told.toSorted((a, b) => a.time - b.time || (a.kind === 'off' ? -1 : 1));
  for (const { kind, pitch } of inTime) {
    const count = (on.get(pitch) ?? 0) + (kind === 'on' ? 1 : -1);
    if (count < 0 || count > 1) wrong += 1;
    on.set(pitch, count);
  }
  return wrong + [...on.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}

describe('the player', () => {
  it('plays every note at its time, round after round', () => {
    const { player, recorder, pass } = stage(0.12);
    const at = player.play(
      timeline([
        [0, 1, 60],
        [2, 3, 64],
      ]),
    );
    pass(4.2);
    const starts = recorder.told.filter(({ kind }) => kind === 'on').map(({ time }) => time - at);
    expect(starts.slice(0, 4)).toEqual([0, 1, 2, 3].map((time) => expect.closeTo(time, 9)));
    expect(recorder.late).toBe(0);
  });

  it('lets the newest phrase take over at the bar, and only that one', () => {
    const { player, recorder, pass } = stage(0.12);
    const at = player.play(timeline([[0, 1, 60]]));
    pass(0.5);
    player.swap(timeline([[0, 1, 70]]), 'bar');
    pass(0.2);
    const when = player.swap(timeline([[0, 1, 80]]), 'bar');
    expect(when - at).toBeCloseTo(2, 9);
    expect(player.queued()?.in).toBeGreaterThan(0);
    pass(2);
    const pitches = recorder.told.filter(({ kind }) => kind === 'on').map(({ pitch }) => pitch);
    expect(pitches).toEqual([60, 80]);
  });

  it('leaves no note on, doubles none and loses none, whatever is asked while it plays', () => {
    const notes = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 60, max: 64 }),
      ),
      { maxLength: 10 },
    );
    const act = fc.oneof(
      fc.record({
        do: fc.constantFrom('swap' as const, 'play' as const, 'replace' as const),
        notes,
        at: fc.constantFrom(
          'now' as const,
          'step' as const,
          'beat' as const,
          'bar' as const,
          'phrase' as const,
        ),
      }),
      fc.record({ do: fc.constant('seek' as const), beat: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ do: fc.constant('stop' as const) }),
      fc.record({ do: fc.constant('tempo' as const), bpm: fc.integer({ min: 30, max: 300 }) }),
      fc.record({
        do: fc.constant('loop' as const),
        from: fc.integer({ min: 0, max: 2 }),
        beats: fc.integer({ min: 0, max: 2 }),
      }),
      fc.record({
        do: fc.constant('wait' as const),
        seconds: fc.double({ min: 0, max: 1.5, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 15 }),
        fc.constantFrom(0.03, 0.12, 0.3),
        (acts, lookAhead) => {
          const { player, recorder, pass } = stage(lookAhead);
          for (const each of acts) {
            if (each.do === 'wait') pass(each.seconds);
            else if (each.do === 'stop') player.stop();
            else if (each.do === 'seek') player.seek(each.beat * 480);
            else if (each.do === 'tempo' || each.do === 'loop') {
              const playing = player.place()?.timeline;
              if (playing === undefined) continue;
              const from = each.do === 'loop' ? each.from * 480 : 0;
              player.replace(
                each.do === 'tempo'
                  ? { ...playing, tempos: [{ tick: 0, microsecondsPerQuarter: 60e6 / each.bpm }] }
                  : {
                      ...playing,
                      loop: each.beats === 0 ? null : { from, to: from + each.beats * 480 },
                    },
              );
            } else {
              const next = timeline(
                each.notes.map(([start, length, pitch]) => [
                  start / 4,
                  Math.min(4, (start + length) / 4),
                  pitch,
                ]),
              );
              if (each.do === 'swap') player.swap(next, each.at);
              else if (each.do === 'play') player.play(next);
              else player.replace(next);
            }
          }
          player.stop();
          pass(0.2);
          expect(faults(recorder.told)).toBe(0);
          expect(recorder.late).toBe(0);
          expect(player.isPlaying).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('clicks on every beat, accented on the first of a bar', () => {
    const { player, metronome, pass } = stage(0.03);
    player.metronomeOn = true;
    player.play(timeline([[0, 1, 60]]));
    pass(2.1);
    expect(metronome.told.slice(0, 5).map(({ pitch }) => pitch)).toEqual([76, 77, 77, 77, 76]);
  });

  it('is not over in the moment between a stop and the next beginning: play after stop would do nothing', () => {
    const { player, pass } = stage(0.03);
    player.play(timeline([[0, 1, 60]]));
    pass(1);
    player.stop();
    pass(0.1);
    player.play(timeline([[0, 1, 60]]));
    expect(player.place()?.running).toBe(true);
  });

  it('stops by itself when the music is over', () => {
    const { player, pass } = stage(0.03);
    const once = { ...timeline([[0, 1, 60]]), loop: null };
    player.play(once);
    pass(4);
    expect(player.isPlaying).toBe(false);
  });
});
