/** A run of learning as a person sees it: its state, its curve, and what came of it; one whose engine dies goes on by itself. */
import type { z } from 'zod';
import { Failure } from '#main/protocol/failure.ts';
import type { baselines, Carried, learningState, progress } from '#main/protocol/learning.ts';
import type { SongInput } from '#main/protocol/music.ts';
import type { ModelEntry, Song } from '#main/project/project.ts';
import type { Learning } from './doors.ts';
import type { Reached } from './reached.svelte.ts';
import { songsOf, type UnfinishedRun } from './unfinished.ts';

export type Progress = z.output<typeof progress>;
export type Baselines = z.output<typeof baselines>;
export type LearningState = z.output<typeof learningState>;
export type Preset =
  'quick' | 'deep' | 'true-2d' | 'paper-a' | 'paper-a-practical' | 'paper-b' | 'check';

/** Presets in the order of the menu. */
export const PRESETS: readonly Preset[] = [
  'quick',
  'deep',
  'true-2d',
  'paper-a',
  'paper-a-practical',
  'paper-b',
  'check',
];

/** Presets that learn every bar, unless they are to be tested on what they have not heard. */
const LEARN_ALL: readonly string[] = ['quick', 'deep', 'true-2d'];
/** The share of each song's end that they are tested on then, as the other presets are. */
const UNHEARD = '0.15';

/** The preset of a name, if it is one of the list. */
function presetNamed(name: string | undefined): Preset | null {
  return PRESETS.find((preset) => preset === name) ?? null;
}

/** Seconds that a preset may take; the engine ends earlier where it has nothing to gain. */
const SECONDS: Readonly<Record<Preset, number | null>> = {
  quick: 30,
  deep: 600,
  'true-2d': 30,
  'paper-a': null,
  'paper-a-practical': null,
  'paper-b': null,
  check: null,
};

const IDLE: LearningState = { state: 'idle', reason: null, backend: 'tensorflow', segments: 0 };

/** Points that a curve keeps; older ones are thinned out evenly. */
const MOST_POINTS = 400;

/** Deaths of the engine at one checkpoint after which a run is not begun again by itself. */
const MOST_DEATHS = 3;
/** Milliseconds after the first of them; four times as long after each further one. */
const FIRST_WAIT = 50;

/** What a run sets beside its preset; one that learns on keeps to the key of the model that it learns on. */
function setOf({ tested, commonKey }: UnfinishedRun, learnsOn: boolean): Record<string, string> {
  return {
    ...(tested ? { heldOut: UNHEARD } : {}),
    ...(commonKey && !learnsOn ? { commonKey: 'on' } : {}),
  };
}

/** What a run is sent to the engine with. */
interface Material {
  readonly songs: readonly SongInput[];
  /** The model that it goes on from before its first checkpoint; null: from nothing. */
  readonly parent: Uint8Array | null;
}

/** The learn engine's run. */
export class Learner {
  preset = $state<Preset>('quick');
  /** Whether presets for musicians keep the ends of songs unheard, to be tested on them. */
  tests = $state(false);
  /** Whether presets for musicians learn songs in one key. */
  commonKey = $state(false);
  state = $state.raw<LearningState>(IDLE);
  curve = $state.raw<readonly Progress[]>([]);
  baselines = $state.raw<Baselines | null>(null);
  /** What went wrong the last time, or null. */
  failure = $state.raw<unknown>(null);
  /** Preset of the run that goes on. */
  running = $state<Preset>('quick');
  /** Whether the run that goes on, or went on last, learns every bar. */
  everyBar = $state(true);
  /** The run that is not over, with its last checkpoint: it goes on, or it was interrupted. */
  unfinished = $state.raw<UnfinishedRun | null>(null);
  /** The step from which the run went on after its engine died; null where it did not. */
  wentOnFrom = $state<number | null>(null);
  /** What became of the columns of the model that is learned on; null where they are the same. */
  carried = $state.raw<Carried | null>(null);
  readonly #engine: Reached<Learning>;
  readonly #wait: (milliseconds: number) => Promise<void>;
  /** Runs whose models belong to this project. */
  readonly #own = new Map<string, Pick<UnfinishedRun, 'preset' | 'parent'>>();
  #material: Material = { songs: [], parent: null };
  #deaths = 0;
  /** Starts that are under way; each hears of a death of the engine by its own failure. */
  #starts = 0;
  /** She stopped what was still being prepared: an engine without a run hears no stop. */
  #isStopped = false;

  readonly last: Progress | null = $derived(this.curve.at(-1) ?? null);
  readonly active = $derived(
    this.state.state === 'preparing' ||
      this.state.state === 'learning' ||
      this.state.state === 'paused',
  );
  /** The run that was interrupted and can be gone on with, or null. */
  readonly interrupted: UnfinishedRun | null = $derived(this.active ? null : this.unfinished);
  /** How far the run is, 0 to 1, or null without a limit. */
  readonly share: number | null = $derived.by(() => {
    const last = this.last;
    if (last === null || last.secondsLeft === null) return null;
    const whole = last.seconds + last.secondsLeft;
    return whole <= 0 ? 1 : last.seconds / whole;
  });

  /** @param wait for so many milliseconds, before an engine that died is asked again */
  constructor(
    engine: Reached<Learning>,
    wait = (milliseconds: number): Promise<void> =>
      new Promise((done) => setTimeout(done, milliseconds)),
  ) {
    this.#engine = engine;
    this.#wait = wait;
  }

  /**
   * Learns songs; a run that goes on is stopped first by the engine.
   * @param from the model to learn on from, with its own preset; null: from nothing, by the preset that is chosen
   */
  async start(songs: readonly Song[], from: ModelEntry | null = null): Promise<void> {
    const preset = presetNamed(from?.preset) ?? this.preset;
    const run: UnfinishedRun = {
      id: crypto.randomUUID(),
      preset,
      parent: from?.id ?? null,
      songs: songs.map(({ hash, name, parts, key }) => ({ hash, name, parts, key })),
      total: SECONDS[preset],
      commonKey: this.commonKey && LEARN_ALL.includes(preset),
      tested: this.tests && LEARN_ALL.includes(preset),
      step: 0,
      seconds: 0,
      curve: [],
      model: new Uint8Array(),
    };
    await this.#begin(run, songs, from);
  }

  /** Goes on with the run that was interrupted, by its own songs, from its last checkpoint. @param parent the model that it was learned on from */
  async goOn(songs: readonly Song[], parent: ModelEntry | null): Promise<void> {
    if (this.interrupted !== null) await this.#begin(this.interrupted, songs, parent);
  }

  /** A run that an earlier session left: it waits to be gone on with. */
  leave(run: UnfinishedRun): void {
    this.unfinished = run;
    this.curve = run.curve;
    this.running = presetNamed(run.preset) ?? 'quick';
    this.everyBar = LEARN_ALL.includes(run.preset) && !run.tested;
  }

  /** The run that is not over is none of this project's, or not wanted any more. */
  forget(): void {
    this.#own.clear();
    this.unfinished = null;
    this.curve = [];
  }

  async pause(): Promise<void> {
    await (await this.#engine.reach()).pause({});
  }

  async resume(): Promise<void> {
    await (await this.#engine.reach()).resume({});
  }

  async stop(): Promise<void> {
    if (this.#starts > 0) this.#isStopped = true;
    else await (await this.#engine.reach()).stop({});
  }

  /** A sign of life came in. */
  note(progress: Progress): void {
    const curve = [...this.curve, progress];
    this.curve =
      curve.length <= MOST_POINTS
        ? curve
        : curve.filter((_, index) => index % 2 === 0 || index === curve.length - 1);
  }

  /** A checkpoint came in. */
  keep({
    run,
    ...checkpoint
  }: Pick<UnfinishedRun, 'step' | 'seconds' | 'model'> & { run: string }) {
    if (run !== this.unfinished?.id) return;
    this.#deaths = 0;
    const curve = this.curve.filter(({ step }) => step <= checkpoint.step);
    this.unfinished = { ...this.unfinished, ...checkpoint, curve };
  }

  /** A run is over; answers what it was, or null where it was none of this project's. */
  over(run: string): Pick<UnfinishedRun, 'preset' | 'parent'> | null {
    const own = this.#own.get(run) ?? null;
    this.#own.delete(run);
    if (this.unfinished?.id === run) this.unfinished = null;
    return own;
  }

  /** The engine is in another state. */
  tell(state: LearningState): void {
    this.state = state;
  }

  /** The engine died. The run goes on from its last checkpoint; answers whether it does. */
  lost(): boolean {
    if (!this.active) return false;
    if (this.#starts > 0) return true;
    if (!this.#bears()) return false;
    void this.#send(this.state.state === 'paused');
    return true;
  }

  /** The engine was ended to be started with other means: the run goes on from its last checkpoint. */
  moved(): void {
    // A start that is under way hears of it by its own failure.
    if (this.active && this.#starts === 0) void this.#send(this.state.state === 'paused');
  }

  /** Counts a death of the engine; answers whether the run is tried once more, and says that it failed where not. */
  #bears(): boolean {
    this.#deaths += 1;
    if (this.#deaths <= MOST_DEATHS) return true;
    this.state = { ...this.state, state: 'failed', reason: 'protocol_gone' };
    return false;
  }

  async #begin(run: UnfinishedRun, songs: readonly Song[], parent: ModelEntry | null) {
    this.#material = { songs: songsOf(run, songs).inputs, parent: parent?.bytes ?? null };
    this.#own.set(run.id, run);
    this.#deaths = 0;
    this.#isStopped = false;
    this.failure = null;
    this.unfinished = run;
    this.running = presetNamed(run.preset) ?? this.preset;
    this.everyBar = LEARN_ALL.includes(run.preset) && !run.tested;
    this.wentOnFrom = null;
    await this.#send(false);
  }

  /** Sends the run to the engine, again where it dies meanwhile. */
  async #send(paused: boolean): Promise<void> {
    this.#starts += 1;
    try {
      let isSettled = false;
      while (!isSettled) {
        isSettled = await this.#sendOnce(paused);
        // Who asks at once may be joined to the same process, of whose death nobody else has heard yet.
        if (!isSettled) await this.#wait(FIRST_WAIT * 4 ** (this.#deaths - 1));
      }
    } finally {
      this.#starts -= 1;
    }
  }

  /** The engine joins the run, or goes on from the checkpoint; false where it died meanwhile and is to be asked again. */
  async #sendOnce(paused: boolean): Promise<boolean> {
    const run = this.unfinished;
    if (run === null) return true;
    this.curve = run.curve;
    if (run.step > 0) this.wentOnFrom = run.step;
    this.baselines = null;
    this.carried = null;
    this.state = { ...this.state, state: 'preparing', reason: null };
    try {
      const client = await this.#engine.reach();
      const from = run.model.length > 0 ? run.model : this.#material.parent;
      const { baselines, segments, carried } = await client.start({
        run: run.id,
        songs: this.#material.songs.map((song) => ({ ...song, bytes: song.bytes.slice() })),
        preset: run.preset,
        set: setOf(run, this.#material.parent !== null),
        limit: run.total === null ? {} : { seconds: run.total },
        ...(from === null ? {} : { resume: Uint8Array.from(from) }),
      });
      this.baselines = baselines;
      this.carried = carried;
      this.state = { ...(await client.state({})), segments };
      if (this.#isStopped) await client.stop({});
      else if (paused) await client.pause({});
    } catch (failure) {
      const isGone = failure instanceof Failure && failure.code === 'protocol_gone';
      if (isGone && this.#bears()) return false;
      this.failure = failure;
      // What cannot even begin leaves nothing to go on with.
      if (this.unfinished?.step === 0 && !isGone) this.over(run.id);
      this.state = { ...this.state, state: 'failed' };
    }
    return true;
  }
}
