/** A run of learning as a person sees it: its state, its curve, and what came of it. */
import type { z } from 'zod';
import type { baselines, learningState, progress } from '#main/protocol/learning.ts';
import type { ModelEntry, Song } from '#main/project/project.ts';
import type { Learning } from './doors.ts';
import type { Reached } from './reached.svelte.ts';
import { songInputOf } from './song.ts';

export type Progress = z.output<typeof progress>;
export type Baselines = z.output<typeof baselines>;
export type LearningState = z.output<typeof learningState>;
export type Preset = 'quick' | 'deep' | 'paper-a' | 'paper-b' | 'check';

/** Presets in the order of the menu. */
export const PRESETS: readonly Preset[] = ['quick', 'deep', 'paper-a', 'paper-b', 'check'];

/** The preset that a model was learned by, if it is one of the list. */
function presetOf(entry: ModelEntry | null): Preset | null {
  return PRESETS.find((preset) => preset === entry?.preset) ?? null;
}

/** Seconds that a preset may take; the engine ends earlier where it has nothing to gain. */
const SECONDS: Readonly<Record<Preset, number | null>> = {
  quick: 30,
  deep: 600,
  'paper-a': null,
  'paper-b': null,
  check: null,
};

const IDLE: LearningState = { state: 'idle', reason: null, backend: 'tensorflow', segments: 0 };

/** Points that a curve keeps; older ones are thinned out evenly. */
const MOST_POINTS = 400;

/** The learn engine's run. */
export class Learner {
  preset = $state<Preset>('quick');
  state = $state.raw<LearningState>(IDLE);
  curve = $state.raw<readonly Progress[]>([]);
  baselines = $state.raw<Baselines | null>(null);
  /** What went wrong the last time, or null. */
  failure = $state.raw<unknown>(null);
  /** Preset of the run that goes on. */
  running = $state<Preset>('quick');
  /** Id of the model that the run goes on from, or null. */
  parent = $state<string | null>(null);
  readonly #engine: Reached<Learning>;

  readonly last: Progress | null = $derived(this.curve.at(-1) ?? null);
  readonly active = $derived(
    this.state.state === 'preparing' ||
      this.state.state === 'learning' ||
      this.state.state === 'paused',
  );
  /** How far the run is, 0 to 1, or null without a limit. */
  readonly share: number | null = $derived.by(() => {
    const last = this.last;
    if (last === null || last.secondsLeft === null) return null;
    const whole = last.seconds + last.secondsLeft;
    return whole <= 0 ? 1 : last.seconds / whole;
  });

  constructor(engine: Reached<Learning>) {
    this.#engine = engine;
  }

  /**
   * Learns songs; a run that goes on is stopped first by the engine.
   * @param from the model to learn on from, with its own preset; null: from nothing, by the preset that is chosen
   */
  async start(songs: readonly Song[], from: ModelEntry | null = null): Promise<void> {
    this.failure = null;
    this.curve = [];
    this.baselines = null;
    this.running = presetOf(from) ?? this.preset;
    this.parent = from?.id ?? null;
    this.state = { ...this.state, state: 'preparing', reason: null };
    try {
      const client = await this.#engine.reach();
      const seconds = SECONDS[this.running];
      const { baselines, segments } = await client.start({
        songs: songs.map(songInputOf),
        preset: this.running,
        limit: seconds === null ? {} : { seconds },
        ...(from === null ? {} : { resume: Uint8Array.from(from.bytes) }),
      });
      this.baselines = baselines;
      this.state = { ...this.state, segments };
    } catch (failure) {
      this.failure = failure;
      this.state = { ...this.state, state: 'failed' };
    }
  }

  async pause(): Promise<void> {
    await (await this.#engine.reach()).pause({});
  }

  async resume(): Promise<void> {
    await (await this.#engine.reach()).resume({});
  }

  async stop(): Promise<void> {
    await (await this.#engine.reach()).stop({});
  }

  /** A sign of life came in. */
  note(progress: Progress): void {
    const curve = [...this.curve, progress];
    this.curve =
      curve.length <= MOST_POINTS
        ? curve
        : curve.filter((_, index) => index % 2 === 0 || index === curve.length - 1);
  }

  /** The engine is in another state. */
  tell(state: LearningState): void {
    this.state = state;
  }

  /** The engine died: the curve stays, the run is over. */
  lost(): void {
    if (this.active) this.state = { ...this.state, state: 'failed', reason: 'protocol_gone' };
  }
}
