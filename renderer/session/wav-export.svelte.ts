/** Writes what is shown as an audio file: the same studio and instruments as for listening, without a device. */
import { timelineOfLanes } from '#main/transport/timeline.ts';
import { lengthOf } from '#renderer/player/whole.ts';
import { wavFile, type Bits } from '#renderer/player/wav.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desk } from './desk.svelte.ts';
import type { Sound } from './doors.ts';
import type { Player } from './player.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Voices } from './voices.svelte.ts';
import type { Writer } from './writer.ts';

export const SAMPLE_RATES = [44100, 48000] as const;
export type SampleRate = (typeof SAMPLE_RATES)[number];
export const BITS = [16, 24] as const satisfies readonly Bits[];

/** Longer music would not fit into the window's memory. */
const LONGEST_MINUTES = 20;

/** What an audio file is made of. */
export interface Audible {
  readonly desk: Desk;
  readonly player: Player;
  readonly sketches: Sketches;
  readonly voices: Voices;
  readonly toasts: Toasts;
  readonly writer: Writer;
}

/** The export: its choices, and how far one is. */
export class WavExport {
  sampleRate = $state<SampleRate>(44100);
  bits = $state<Bits>(24);
  /** How much is rendered, 0 to 1; null while nothing is. */
  share = $state<number | null>(null);
  #running: AbortController | null = null;
  readonly #sound: Sound;
  readonly #of: Audible;

  /** Why nothing can be written, or null. */
  readonly whyNot: string | null = $derived.by(() => {
    const { shown } = this.#of.desk;
    if (shown === null) return m.blend_export_needs();
    const minutes = lengthOf(this.#timeline(shown)) / 60;
    return minutes > LONGEST_MINUTES
      ? m.export_wav_long({ have: Math.ceil(minutes), most: LONGEST_MINUTES })
      : null;
  });

  constructor(sound: Sound, audible: Audible) {
    this.#sound = sound;
    this.#of = audible;
  }

  /** Renders what is shown, asks where to, and writes it. Answers whether a file was written. */
  async run(): Promise<boolean> {
    const { desk, sketches, toasts, voices, writer } = this.#of;
    const { shown } = desk;
    if (shown === null || this.whyNot !== null || this.#running !== null) return false;
    const running = new AbortController();
    this.#running = running;
    this.share = 0;
    const { sampleRate, bits } = this;
    const name = sketches.current?.name ?? m.app_untitled();
    let written = false;
    await toasts.tried(async () => {
      try {
        const channels = await this.#sound.render(this.#timeline(shown), {
          sampleRate,
          general: voices.kind === 'gm',
          progress: (share) => (this.share = share),
          signal: running.signal,
        });
        const bytes = wavFile(channels, sampleRate, bits);
        written = await writer.write({ kind: 'audio', name: `${name}.wav`, bytes });
      } catch (failure) {
        if (!running.signal.aborted) throw failure;
      }
    });
    this.#running = null;
    this.share = null;
    return written;
  }

  /** Ends a rendering; nothing is written. */
  cancel(): void {
    this.#running?.abort(new Error('cancelled'));
  }

  #timeline({ lanes, length, meter, bpm }: NonNullable<Desk['shown']>) {
    const tempo = this.#of.player.tempo ?? bpm;
    return timelineOfLanes(lanes, length, { bpm: tempo, meter, loop: false });
  }
}
