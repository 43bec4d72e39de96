/** How long a file of a million events takes to be read, and that five times the events take about five times as long. */
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { writeMidi } from '#main/music/write-midi.ts';

/** A file of about `events` events: notes on 15 channels and a controller for each ten. */
function fileOf(events: number): Uint8Array {
  const tracks = Array.from({ length: 15 }, (_, i) => {
    const channel = i < 9 ? i : i + 1;
    const count = Math.round(events / 15 / 2.1);
    return {
      name: `Voice ${i + 1}`,
      notes: Array.from({ length: count }, (__, n) => ({
        pitch: 24 + ((n * 7 + i) % 80),
        velocity: 1 + (n % 127),
        start: n * 12,
        end: n * 12 + 60,
        channel,
      })),
      events: Array.from({ length: Math.round(count / 10) }, (__, n) => ({
        tick: n * 120,
        bytes: Uint8Array.of(0xb0 | channel, 1, n % 128),
      })),
      end: count * 12 + 60,
    };
  });
  return writeMidi({
    name: 'bench',
    format: 1,
    division: 480,
    tracks,
    tempos: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    keys: [],
    repaired: [],
  });
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

function millisecondsOf(bytes: Uint8Array, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const before = performance.now();
    const piece = readMidi(bytes, 'bench');
    if (isProblem(piece)) throw new Error(piece.code);
    return performance.now() - before;
  });
  return median(times);
}

/** Measures both sizes after a warm-up; `share` is the time of 200,000 events over that of a million (a fifth where time is linear). */
export function measureImport(): Promise<Readonly<Record<string, unknown>>> {
  const small = fileOf(200_000);
  const large = fileOf(1_000_000);
  millisecondsOf(small, 3);
  const milliseconds200k = millisecondsOf(small, 9);
  const milliseconds1M = millisecondsOf(large, 7);
  const share = milliseconds200k / milliseconds1M;
  return Promise.resolve({
    events: 1_000_000,
    bytes: large.length,
    milliseconds1M,
    milliseconds200k,
    share,
    linear: share <= 1 / 4.5,
  });
}
