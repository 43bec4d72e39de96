/** What tests of playing on a port have in common: scores from a few numbers, a stage with memory ports, and what went wrong there. */
import { playing } from '#main/midi/playing.ts';
import { MemoryPorts } from '#main/midi/ports/memory.ts';
import type { Estate } from '#main/midi/stage.ts';
import type { Score } from '#main/protocol/midi.ts';
import { TestClock } from './test-clock.ts';

/** Notes [start, end, pitch] as a score on channel 1. */
export function scoreOf(
  notes: readonly (readonly [number, number, number])[],
  loop: Score['loop'] = null,
): Score {
  const events = notes
    .flatMap(([start, end, pitch]) => [
      { time: start, bytes: [0x90, pitch, 100] },
      { time: end, bytes: [0x80, pitch, 64] },
    ])
    .sort((a, b) => a.time - b.time || (a.bytes[0] ?? 0) - (b.bytes[0] ?? 0));
  return {
    times: Float64Array.from(events.map(({ time }) => time)),
    messages: Uint8Array.from(events.flatMap(({ bytes }) => bytes)),
    settings: Uint8Array.of(),
    loop,
  };
}

/** A stage that plays on ports of these names, on a clock that the test turns. */
export function stage(names: readonly string[] = ['Synth A']) {
  const clock = new TestClock();
  const ports = new MemoryPorts(names, clock.now);
  const heard: { event: string; payload: unknown }[] = [];
  const used: Estate[] = [];
  const player = playing(
    ports,
    clock,
    (event, payload) => void heard.push({ event, payload }),
    (estate) => void used.push(estate),
  );
  const signal = new AbortController().signal;
  const window = player.seat();
  return { clock, ports, player, heard, used, signal, window, call: window.service };
}

/** How many notes hang, and how many note-offs came before their note-on. */
export function faults(ports: MemoryPorts): { hanging: number; early: number } {
  const on = new Map<number, number>();
  let early = 0;
  for (const { bytes } of ports.sent) {
    const [status = 0, pitch = 0] = bytes;
    if (status >> 4 === 9) on.set(pitch, (on.get(pitch) ?? 0) + 1);
    if (status >> 4 === 8) {
      const count = on.get(pitch) ?? 0;
      if (count === 0) early += 1;
      on.set(pitch, Math.max(0, count - 1));
    }
  }
  return { hanging: [...on.values()].reduce((sum, count) => sum + count, 0), early };
}
