/** What a rendering page can do: the app's own rendering, and the app's player before an offline device, which a person plays. */
import { OfflineContext } from 'tone';
import { perform, type Act, type HeardNote, type Wish } from '../renderer/player/acts.ts';
import { Ensemble } from '#renderer/player/ensemble.ts';
import { GeneralMidi, type BankAddresses } from '#renderer/player/general-midi.ts';
import { Player } from '#renderer/player/player.ts';
import { render, type Rendering } from '#renderer/player/render.ts';
import { Studio } from '#renderer/player/studio.ts';
import type { Part } from '#main/music/part.ts';
import type { Timeline } from '#main/transport/timeline.ts';

/** Samples a second; a pulse is 10 ms, as in the app. */
const RATE = 44100;
const PULSES = 100;

async function band(seconds: number, bank: BankAddresses | null) {
  const native = new OfflineAudioContext(2, Math.ceil(seconds * RATE), RATE);
  const ensemble = new Ensemble(new Studio(new OfflineContext(native)));
  const midi = bank === null ? null : await GeneralMidi.load(native, bank);
  if (midi !== null) ensemble.bank = midi;
  ensemble.general = midi !== null;
  /** Calls `each` at every pulse, and renders. */
  const run = async (each: (pulse: number) => void): Promise<AudioBuffer> => {
    each(0);
    await midi?.heard();
    for (let pulse = 1; pulse < seconds * PULSES; pulse += 1)
      void native.suspend(pulse / PULSES).then(async () => {
        each(pulse);
        await midi?.heard();
        await native.resume();
      });
    return native.startRendering();
  };
  return { native, ensemble, run };
}

/** Plays as hands do, through the app's own player: what is heard, and what was wanted when. */
async function playActs(
  acts: readonly Act[],
  seconds: number,
  bank: BankAddresses | null,
): Promise<{ readonly buffer: AudioBuffer; readonly wishes: readonly Wish[] }> {
  const { native, ensemble, run } = await band(seconds, bank);
  const now = (): number => native.currentTime;
  const player = new Player(ensemble, { now, run: () => undefined, rest: () => undefined });
  let wishes: readonly Wish[] = [];
  const coming = [...acts];
  let due = Math.round((coming[0]?.wait ?? 0) * PULSES);
  const buffer = await run((pulse) => {
    for (let act = coming[0]; act !== undefined && due <= pulse; act = coming[0]) {
      wishes = perform(player, now(), act, wishes);
      coming.shift();
      due += Math.round((coming[0]?.wait ?? 0) * PULSES);
    }
    player.pulse();
  });
  return { buffer, wishes };
}

/** Tells instruments of notes one by one, straight from a list: no player, no timeline, nothing withdrawn. */
async function playNotes(
  notes: readonly HeardNote[],
  seconds: number,
  bank: BankAddresses | null,
): Promise<AudioBuffer> {
  const { ensemble, run } = await band(seconds, bank);
  const events = notes
    .flatMap((note) => [
      { time: note.on, note, on: true },
      { time: note.off, note, on: false },
    ])
    .sort((a, b) => a.time - b.time || Number(a.on) - Number(b.on));
  return run((pulse) => {
    while (events[0] !== undefined && events[0].time < pulse / PULSES + 0.1) {
      const { time, note, on } = events.shift() ?? events[0];
      const { lane: id, program, pitch, velocity } = note;
      const lane = { id, part: id as Part, program, volume: 0.8, muted: false, soloed: false };
      const instrument = ensemble.instrument({ ...lane, notes: [] });
      if (on) instrument.noteOn(pitch, velocity, time);
      else instrument.noteOff(pitch, time);
    }
  });
}

/** Samples as text, which a page can hand out. */
function textOf(buffer: AudioBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(buffer.getChannelData(0).slice().buffer))
    text += String.fromCharCode(byte);
  return btoa(text);
}

export const rendered = async (timeline: Timeline, seconds: number, how: Rendering) =>
  textOf(await render(timeline, seconds, how));
export const playedNotes = async (...given: Parameters<typeof playNotes>) =>
  textOf(await playNotes(...given));
export async function playedActs(...given: Parameters<typeof playActs>) {
  const { buffer, wishes } = await playActs(...given);
  return { text: textOf(buffer), wishes };
}
