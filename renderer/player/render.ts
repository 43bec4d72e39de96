/** Renders a timeline to samples without a device: the same studio, instruments and events as for listening, window by window. */
import { OfflineContext } from 'tone';
import { eventsBetween } from '#main/transport/events.ts';
import { begin } from '#main/transport/playing.ts';
import { Ensemble } from './ensemble.ts';
import { GeneralMidi } from './general-midi.ts';
import { Studio } from './studio.ts';
import type { Seconds } from '#main/music/note.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import type { BankAddresses } from './general-midi.ts';

/** How a timeline is rendered. */
export interface Rendering {
  /** 44,100 where nothing is said. */
  readonly sampleRate?: number;
  /** Where the General MIDI bank is; without it the built-in instruments play. */
  readonly bank?: BankAddresses;
  /** Whether lanes that ask for no voice play the bank, where there is one (default), or only those that ask for it. */
  readonly general?: boolean;
  /** Told the share that is done, 0 to 1, about every second of music. */
  readonly progress?: (share: number) => void;
  /** Ends the rendering before its end, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How much is handed to the instruments at a time: a long piece needs no more voices than it sounds at once. */
const WINDOW: Seconds = 1;
/** Instruments may be told of a note this much before it begins. */
const AHEAD: Seconds = 0.05;

/** `seconds` of `timeline` from its start, two channels; a loop goes round. */
export async function render(
  timeline: Timeline,
  seconds: Seconds,
  { sampleRate = 44100, bank, general = true, progress, signal }: Rendering = {},
): Promise<AudioBuffer> {
  const native = new OfflineAudioContext(2, Math.ceil(seconds * sampleRate), sampleRate);
  const context = new OfflineContext(native);
  const studio = new Studio(context);
  const ensemble = new Ensemble(studio);
  const midi = bank === undefined ? null : await GeneralMidi.load(native, bank);
  if (midi !== null) ensemble.bank = midi;
  ensemble.general = general && midi !== null;
  const lanes = new Map(timeline.lanes.map((lane) => [lane.id, ensemble.instrument(lane)]));
  const playing = begin(timeline, 0, 0);
  const tell = (from: Seconds, to: Seconds): void => {
    for (const event of eventsBetween(playing, from, to)) {
      const instrument = 'lane' in event ? lanes.get(event.lane) : undefined;
      if (event.kind === 'message') instrument?.message?.(event.bytes, event.at);
      else if (event.kind === 'noteOn') instrument?.noteOn(event.pitch, event.velocity, event.at);
      else if (event.kind === 'noteOff') instrument?.noteOff(event.pitch, event.at);
    }
  };
  tell(0, WINDOW + AHEAD);
  await midi?.heard();
  const cancelled = new Promise<never>((_, reject) => {
    for (let at = WINDOW; at < seconds; at += WINDOW) {
      void native.suspend(at).then(async () => {
        if (signal?.aborted === true) {
          // Never resumed: the context is let go as it stands.
          reject(signal.reason instanceof Error ? signal.reason : new Error('cancelled'));
          return;
        }
        progress?.(at / seconds);
        tell(at + AHEAD, at + WINDOW + AHEAD);
        await midi?.heard();
        await native.resume();
      });
    }
  });
  return Promise.race([native.startRendering(), cancelled]);
}
