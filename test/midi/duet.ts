/** A page that plays along with ports: the page's player, the ports' process and the wire between, on clocks that the test turns. */
import { playing } from '#main/midi/playing.ts';
import { MemoryPorts } from '#main/midi/ports/memory.ts';
import { connect } from '#main/protocol/connect.ts';
import { loop } from '#main/protocol/loop.ts';
import { midi } from '#main/protocol/midi.ts';
import { Hall } from '#main/protocol/serve.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import { Player } from '#renderer/player/player.ts';
import { Live } from '#renderer/session/live.ts';
import { TestClock } from './test-clock.ts';

/** Where the page's clocks stand when the ports' stands at 0, and how long its sound takes to the ear. */
export const SOUND_ORIGIN = 100;
const PAGE_ORIGIN = 5;
export const LATENCY = 0.02;
export const PULSE = 0.01;

/** A player whose instruments only remember note-ons of each lane. */
function recorder(clock: TestClock) {
  const struck: { lane: string; pitch: number; time: number }[] = [];
  const instrument = (lane: string) => ({
    lookAhead: 0.1,
    noteOn: (pitch: number, _velocity: number, time: number) =>
      void struck.push({ lane, pitch, time }),
    noteOff: () => undefined,
    withdraw: (time: number) => {
      for (let k = struck.length - 1; k >= 0; k -= 1)
        if (struck[k]?.lane === lane && (struck[k]?.time ?? 0) >= time) struck.splice(k, 1);
    },
    dispose: () => undefined,
  });
  const lanes = new Map<string, ReturnType<typeof instrument>>();
  const of = (id: string) => {
    const known = lanes.get(id) ?? instrument(id);
    lanes.set(id, known);
    return known;
  };
  const player = new Player(
    { instrument: ({ id }) => of(id), metronome: of('click') },
    { now: () => clock.seconds + SOUND_ORIGIN, run: () => undefined, rest: () => undefined },
  );
  return { player, struck };
}

/** Lets every message that is under way arrive. */
const arrive = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** The whole of it. `both` does the same on a page whose ports play along and on one without any. */
export async function duet() {
  const clock = new TestClock();
  const ports = new MemoryPorts(['A', 'B'], clock.now);
  const hall = new Hall(midi);
  const process = playing(ports, clock, hall.emit);
  const [near, far] = loop();
  const seat = process.seat();
  /** How often a whole score came across. */
  const plays = { count: 0 };
  const { service } = seat;
  hall.enter(far, {
    ...service,
    play: (asked, signal) => {
      plays.count += 1;
      return service.play(asked, signal);
    },
  });
  const page = recorder(clock);
  /** The same music with no port: what everything should sound like. */
  const whole = recorder(clock);
  const failures: unknown[] = [];
  const live = new Live(
    connect(midi, near),
    {
      now: () => clock.seconds + SOUND_ORIGIN,
      playing: () => page.player.playing,
      heardAt: (seconds) => seconds - SOUND_ORIGIN + PAGE_ORIGIN + LATENCY,
    },
    () => clock.seconds + PAGE_ORIGIN,
    (_output, failure) => void failures.push(failure),
  );
  const wait = async (seconds: number): Promise<void> => {
    await arrive();
    const end = clock.seconds + seconds;
    while (clock.seconds < end - PULSE / 2) {
      clock.runTo(clock.seconds + PULSE);
      page.player.pulse();
      whole.player.pulse();
    }
  };
  const both = (act: (player: Player, give: (timeline: Timeline) => Timeline) => void): void => {
    act(page.player, (timeline) => live.share(timeline));
    act(whole.player, (timeline) => timeline);
    live.follow();
  };
  return { clock, ports, process, page, whole, live, failures, wait, both, seat, plays };
}

/** What is wrong with what ports were sent: a key struck while it is down, or let go while it is up; and what hangs. */
export function faults({ sent }: MemoryPorts): { doubled: number; early: number; hanging: number } {
  const down = new Set<string>();
  let [doubled, early] = [0, 0];
  for (const { output, bytes } of sent) {
    const [status = 0, pitch = 0] = bytes;
    const key = `${output} ${status & 15} ${pitch}`;
    if (status >> 4 === 9) {
      if (down.has(key)) doubled += 1;
      down.add(key);
    } else if (status >> 4 === 8 && !down.delete(key)) early += 1;
  }
  return { doubled, early, hanging: down.size };
}
