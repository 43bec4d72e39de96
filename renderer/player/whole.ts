/** A timeline rendered once from its start to where its last sound has died away: what an audio file holds. */
import { scoreOf, secondsBetween } from '#main/transport/score.ts';
import type { Seconds } from '#main/music/note.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import { render, type Rendering } from './render.ts';

/** Longer than any instrument's release with the room after it. */
const TAIL: Seconds = 4;
/** What is softer is no sound any more (-80 dB). */
const SILENCE = 1e-4;
/** The end is faded, so that what little is left does not click. */
const FADE: Seconds = 0.02;

/** Seconds of a timeline once through, without what rings on. */
export function lengthOf(timeline: Timeline): Seconds {
  return secondsBetween(scoreOf(timeline), 0, timeline.length);
}

/** The samples of a timeline, a channel each: once through, never with the metronome, and with its tail. */
export async function renderWhole(
  timeline: Timeline,
  rendering: Rendering & { readonly sampleRate: number },
): Promise<readonly Float32Array[]> {
  const once = { ...timeline, loop: null };
  const seconds = lengthOf(once);
  const buffer = await render(once, seconds + TAIL, rendering);
  const channels = [0, 1].map((channel) => buffer.getChannelData(channel));
  const { sampleRate } = rendering;
  const length = Math.max(
    Math.ceil(seconds * sampleRate),
    ...channels.map((samples) => samples.findLastIndex((value) => Math.abs(value) > SILENCE) + 1),
  );
  const fade = Math.round(FADE * sampleRate);
  const end = Math.min(buffer.length, length + fade);
  return channels.map((samples) => {
    const kept = samples.slice(0, end);
    for (let at = Math.max(0, end - fade); at < end; at += 1)
      kept[at] = ((kept[at] ?? 0) * (end - at)) / fade;
    return kept;
  });
}
