/** Fits the page's audio to what the session asks of a sound. */
import type { Seconds, Ticks } from '#main/music/note.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { Boundary } from '#main/transport/boundary.ts';
import type { Timeline, TimelineLane } from '#main/transport/timeline.ts';
import type { Sound } from './session/doors.ts';

interface PageAudio {
  readonly player: {
    metronomeOn: boolean;
    readonly play: (timeline: Timeline, position: Ticks) => Seconds;
    readonly swap: (timeline: Timeline, boundary: Boundary) => Seconds;
    readonly replace: (timeline: Timeline) => void;
    readonly seek: (position: Ticks) => void;
    readonly stop: () => void;
    readonly place: () => { readonly tick: Ticks; readonly running: boolean } | null;
  };
  readonly state: string;
  readonly latency: Seconds;
  readonly now: () => Seconds;
  readonly wake: () => Promise<void>;
  readonly useGeneralMidi: (
    addresses: { readonly worklet: string; readonly bank: string },
    progress: (share: number) => void,
  ) => Promise<void>;
  readonly useBuiltIn: () => void;
  readonly audition: (lane: TimelineLane, pitch: number, velocity: number) => void;
  readonly level: () => { readonly peak: number };
  readonly panic: () => void;
}

const ROOMS = import.meta.glob<{ readonly PageAudio: new () => PageAudio }>('./player/audio.ts');

/** Loads the page's audio; where it is not part of this build, playing says so. */
export async function pageSound(): Promise<Sound> {
  const load = ROOMS['./player/audio.ts'];
  const audio = load === undefined ? null : new (await load()).PageAudio();
  const player = audio?.player;
  const absent = (): never => {
    throw new Failure('failure_audio');
  };
  return {
    now: () => audio?.now() ?? 0,
    wake: () => audio?.wake() ?? Promise.reject(new Failure('failure_audio')),
    play: (timeline, position) => player?.play(timeline, position) ?? absent(),
    swap: (timeline, boundary) => player?.swap(timeline, boundary) ?? absent(),
    replace: (timeline) => player?.replace(timeline),
    seek: (position) => player?.seek(position),
    stop: () => player?.stop(),
    panic: () => audio?.panic(),
    place: () => player?.place() ?? null,
    level: () => audio?.level().peak ?? 0,
    latency: () => (audio?.state === 'running' ? audio.latency : null),
    setVoices: async (voices, loaded) => {
      if (audio === null) return absent();
      if (voices === 'synth') audio.useBuiltIn();
      else
        await audio.useGeneralMidi(
          { worklet: '/spessasynth_processor.min.js', bank: '/FluidR3Mono_GM.sf3' },
          loaded,
        );
    },
    setClick: (on) => {
      if (player !== undefined) player.metronomeOn = on;
    },
    audition: (lane, pitch, velocity) => audio?.audition(lane, pitch, velocity),
  };
}
