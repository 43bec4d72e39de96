/** From a hand to a note: a place of the pad until its phrase is heard, a key until the instrument behind it is. */
import { now } from '#main/midi/clock.ts';
import { FIRST_MIX } from '#main/project/mix.ts';
import { sketchOfPhrase } from '#main/project/sketches.ts';
import { midiScore } from '#main/transport/midi-score.ts';
import type { answering } from '#main/protocol/answering.ts';
import type { Client } from '#main/protocol/contract.ts';
import type { midi } from '#main/protocol/midi.ts';
import type { Score } from '#main/protocol/midi.ts';
import type { MeasuredPort } from './port.ts';

type Midi = Client<typeof midi>;
type Answering = Client<typeof answering>;

const shape = { temperature: 0, density: 0.5, seed: 1 };
/** Milliseconds after which a note that did not come is given up, and between two moves of a hand. */
const PATIENCE_MS = 2000;
const MOVE_MS = 60;

const turn = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds));

/** Milliseconds from `began` to the first message that arrived since and fits; null: none came. */
async function heard(
  port: MeasuredPort,
  began: number,
  fits: (bytes: readonly number[]) => boolean,
): Promise<number | null> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const found = port.arrived.find(({ seconds, bytes }) => seconds >= began && fits(bytes));
    if (found !== undefined) return (found.seconds - began) * 1000;
    await turn(1);
  }
  return null;
}

/** A phrase as a score whose first note begins at its time 0; null: it has none. */
function scoreOf(
  phrase: Parameters<typeof sketchOfPhrase>[0],
): { score: Score; first: number } | null {
  const meter = { numerator: 4, denominator: 4 };
  const as = {
    id: '',
    name: '',
    meter,
    mix: FIRST_MIX,
    firstNote: 1,
    provenance: { from: 'hand' as const },
  };
  const { lanes, length, bpm } = sketchOfPhrase(phrase, as);
  const timeline = {
    tempos: [{ tick: 0, microsecondsPerQuarter: 60e6 / bpm }],
    meters: [{ tick: 0, ...meter }],
    length,
    loop: null,
    lanes,
  };
  const ways = new Map(lanes.map(({ id }, index) => [id, { channel: index }]));
  const score = midiScore(timeline, ways);
  const first = score.times[0];
  return first === undefined ? null : { score, first };
}

/** Milliseconds from each place of a drag over the pad to the first note of its phrase at the port, the boundary being *now*. */
export async function padToNote(
  port: MeasuredPort,
  client: Midi,
  answers: Answering,
  seconds: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  const { output } = port;
  for (let step = 0; performance.now() < end; step += 1) {
    port.arrived.length = 0;
    const began = now();
    const place = { x: 0.9 * Math.sin(step / 17), y: 0.9 * Math.cos(step / 29) };
    const { phrase } = await answers.at({ ...place, shape });
    const playable = scoreOf(phrase);
    if (playable === null) continue;
    const at = now();
    await client.play({ output, score: playable.score, origin: at - playable.first, at });
    const time = await heard(port, began, ([status = 0]) => status >> 4 === 9);
    if (time !== null) times.push(time);
    await client.stop({});
    await turn(MOVE_MS);
  }
  return times;
}

/** Milliseconds from a key of an input to the instrument behind it. */
export async function thruTimes(
  port: MeasuredPort,
  client: Midi,
  seconds: number,
): Promise<readonly number[]> {
  const { output, input } = port;
  if (input === null) return [];
  await client.listen({ input });
  await client.thru({ ways: [{ input, output, channel: 0 }] });
  // A cable between processes takes a moment until the first message comes through.
  await turn(1000);
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  for (let step = 0; performance.now() < end; step += 1) {
    const pitch = 20 + (step % 80);
    port.arrived.length = 0;
    port.press([0x90, pitch, 90]);
    const pressed = await heard(port, 0, ([status, key]) => status === 0x90 && key === pitch);
    const [began, arrived] = [port.pressed.at(-1), port.arrived.at(-1)];
    if (pressed !== null && began !== undefined && arrived !== undefined)
      times.push((arrived.seconds - began) * 1000);
    port.press([0x80, pitch, 64]);
    await turn(MOVE_MS);
  }
  await client.thru({ ways: [] });
  await client.unlisten({ input });
  return times;
}
