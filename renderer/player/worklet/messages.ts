/** What the page and the General MIDI synthesizer on the audio thread say to each other. */
import type { Channel, Program, Seconds } from '#main/music/note.ts';
import type { AgendaEvent } from './agenda.ts';

/** Name under which the synthesizer is registered. */
export const PROCESSOR = 'melodrift-general-midi';
/** One stereo output a channel: twice those of MIDI, since a lane whose instrument changes has two for a moment. */
export const CHANNELS = 32;

export type Order =
  | AgendaEvent
  | { readonly kind: 'bank'; readonly bytes: ArrayBuffer }
  | {
      readonly kind: 'program';
      readonly channel: Channel;
      readonly program: Program;
      readonly drums: boolean;
    }
  /** Another lane plays on the channel: nothing is bent or turned any more. */
  | { readonly kind: 'fresh'; readonly channel: Channel }
  | { readonly kind: 'withdraw'; readonly channel: Channel; readonly time: Seconds }
  | { readonly kind: 'silence' }
  /** Asks for `heard`: all that was said before has then arrived. */
  | { readonly kind: 'ask' };

export type Answer =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'heard' };
