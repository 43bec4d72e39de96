/** The hand that moves by itself: ways over the map that are drawn, recorded and made, played in time with the music; glides, and what a hand that lets go leaves. */
import type { LensName } from '#main/latent/lens.ts';
import type { Seconds } from '#main/music/note.ts';
import type { PadPath } from '#main/project/motion.ts';
import {
  addPath,
  drawn,
  glide,
  placeOn,
  recordedPath,
  removePath,
  wayOf,
  WAYS,
  type Way,
} from '#main/project/paths.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desk } from './desk.svelte.ts';
import type { Ideas } from './ideas.svelte.ts';
import type { Lens } from './lens.svelte.ts';
import type { Memories } from './memories.svelte.ts';
import { placeOf, type Place } from './playable.ts';
import type { Player } from './player.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** How much faster than the music a way is played. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;
/** Beats of a way that is made or drawn. */
export const LENGTHS = [4, 8, 16, 32, 64] as const;
/** Beats that a hand takes to where it is sent. */
export const GLIDES = [0, 0.5, 1, 2, 4] as const;

/** The kinds of ways, and kept ones by name (`path NAME`). */
export type Chosen = Way | `path ${string}`;

/** What motion needs. */
export interface MotionParts {
  readonly player: Player;
  readonly ideas: Ideas;
  readonly memories: Memories;
  readonly lens: Lens;
  readonly workspace: Workspace;
  readonly desk: Desk;
  readonly toasts: Toasts;
}

const placeAlone = ({ x, y }: Place): Place => ({ x, y });

/** A way under a lens, or on the plane itself. */
function under(path: PadPath, lens: LensName | undefined): PadPath {
  return lens === undefined ? path : { ...path, lens };
}

/** Motion of the hand. */
export class Motion {
  chosen = $state<Chosen>('circle');
  speed = $state<number>(1);
  beats = $state<number>(16);
  size = $state(0.4);
  glideBeats = $state<number>(0);
  /** What becomes of the hand when it is let go: it stays, or goes back to the centre. */
  release = $state<'hold' | 'centre'>('hold');
  /** The next line over the map is a way. */
  drawing = $state(false);
  recording = $state(false);
  /** The way that is played; `once`: a glide. */
  #path = $state.raw<{ readonly path: PadPath; readonly once: boolean } | null>(null);
  readonly moving: boolean = $derived(this.#path !== null && !this.#path.once);
  /** Beats of music since motion was needed first, and when they were counted last. */
  #beat = 0;
  #counted: Seconds | null = null;
  #began = 0;
  #moves: (Place & { readonly beat: number })[] = [];
  #line: Place[] = [];
  #last: Place | null = null;
  readonly #now: () => Seconds;
  readonly #of: MotionParts;

  readonly paths: readonly PadPath[] = $derived.by(() => this.#of.workspace.project.paths);
  /** What can be chosen: the made ways, then the kept ones. */
  readonly choices: readonly Chosen[] = $derived([
    ...WAYS,
    ...this.paths.map(({ name }): Chosen => `path ${name}`),
  ]);
  /** The kept way that is chosen, or null. */
  readonly kept: PadPath | null = $derived(
    this.paths.find(({ name }) => this.chosen === `path ${name}`) ?? null,
  );
  /** Why the chosen way cannot be played, or null. */
  readonly whyNot: string | null = $derived.by(() =>
    this.chosen === 'memories' && this.#places().length < 2 ? m.pad_motion_needs_memories() : null,
  );

  /** @param now the sound's clock */
  constructor(now: () => Seconds, parts: MotionParts) {
    this.#now = now;
    this.#of = parts;
  }

  /** Plays the chosen way, or stops it. */
  toggle(): void {
    if (this.moving) return this.stop();
    if (this.whyNot !== null) return;
    const path = this.kept ?? this.#made(WAYS.find((way) => way === this.chosen) ?? 'circle');
    this.#run(path, false);
    // Motion needs music to be in time with.
    if (!this.#of.player.running) this.#step(placeOn(path, 0), path.lens);
  }

  stop(): void {
    this.#path = null;
  }

  /** The hand itself is at a place: it leads from now on. */
  hand(place: Place): void {
    this.#path = null;
    this.#note(place);
    if (this.drawing) this.#line.push(place);
    this.#of.ideas.move(place);
  }

  /** The hand is sent to a place: by a memory, a number, a key. */
  go(place: Place): void {
    const { cursor } = this.#of.ideas.pad;
    // The way there lies under the lens of the place that is gone to.
    const from = cursor === null ? null : this.#of.lens.across(cursor, place.lens);
    if (this.glideBeats === 0 || from === null || !this.#of.player.running) {
      this.hand(place);
      return;
    }
    this.#run(under(glide(placeAlone(from), placeAlone(place), this.glideBeats), place.lens), true);
  }

  /** The hand lets go. */
  released(): void {
    if (this.drawing) this.#drawn();
    else if (this.release === 'centre') this.go(this.#of.lens.meant({ x: 0, y: 0 }));
  }

  /** Records how the hand moves, or keeps what was recorded as a way. */
  record(): void {
    if (!this.recording) {
      this.recording = true;
      this.#moves = [];
      const { cursor } = this.#of.ideas.pad;
      this.#count();
      if (cursor !== null) this.#moves.push({ beat: this.#beat, ...placeOf(cursor) });
      return;
    }
    this.recording = false;
    this.#count();
    // A way lies under one lens: the one that the hand ended under.
    const lens = this.#moves.at(-1)?.lens;
    const moves = this.#moves.flatMap((move) => {
      const there = this.#of.lens.across(placeOf(move), lens);
      return there === null ? [] : [{ beat: move.beat, ...placeAlone(there) }];
    });
    const path = recordedPath(this.#freshName(), moves, this.#beat);
    if (path === null) this.#of.toasts.say(m.pad_motion_nothing);
    else this.#keep(under(path, lens));
  }

  /** Takes the chosen kept way off. */
  forget(): void {
    const { kept } = this;
    if (kept === null) return;
    const { name } = kept;
    this.#of.workspace.edit({ code: 'path_remove', name }, (project) => removePath(project, name));
    this.chosen = 'circle';
    this.#of.toasts.say(() => m.pad_motion_forgotten({ name }), this.#of.desk.undoAction());
  }

  /** Called at every frame: the hand goes where its way is at this beat. */
  tick(): void {
    this.#count();
    const running = this.#path;
    if (running === null || !this.#of.player.running) return;
    const { path, once } = running;
    const beat = (this.#beat - this.#began) * (once ? 1 : this.speed);
    const over = once && beat >= path.beats;
    const { x = 0, y = 0 } = path.points.at(-1) ?? {};
    const place = over ? { x, y } : placeOn(path, beat);
    if (over) this.#path = null;
    this.#step(place, path.lens);
  }

  #made(way: Way): PadPath {
    const { lens, ideas } = this.#of;
    const centre = ideas.pad.cursor ?? lens.meant({ x: 0, y: 0 });
    const through = this.#places().flatMap((place) => {
      const there = lens.across(place, centre.lens);
      return there === null ? [] : [placeAlone(there)];
    });
    return under(wayOf(way, placeAlone(centre), this.size, this.beats, through), centre.lens);
  }

  #run(path: PadPath, once: boolean): void {
    this.#count();
    this.#began = this.#beat;
    this.#last = null;
    this.#path = { path, once };
  }

  #step(at: Place | null, lens: LensName | undefined): void {
    const last = this.#last;
    if (at === null || (last?.x === at.x && last.y === at.y)) return;
    const place = placeOf({ ...at, lens });
    this.#last = place;
    this.#note(place);
    this.#of.ideas.move(place);
  }

  #note(place: Place): void {
    if (!this.recording) return;
    this.#count();
    this.#moves.push({ beat: this.#beat, ...placeOf(place) });
  }

  /** Counts beats at the tempo of the moment; without music at the tempo that it would have. */
  #count(): void {
    const now = this.#now();
    const { here, running } = this.#of.player;
    if (this.#counted !== null && (running || this.recording))
      this.#beat += ((now - this.#counted) * here.bpm) / 60;
    this.#counted = now;
  }

  #drawn(): void {
    const line = this.#line;
    this.#line = [];
    const plain = drawn(this.#freshName(), line.map(placeAlone), this.beats);
    if (plain === null) return;
    const path = under(plain, line.at(-1)?.lens);
    this.drawing = false;
    this.#keep(path);
    this.#run(path, false);
  }

  #keep(path: PadPath): void {
    const { workspace, toasts, desk } = this.#of;
    const { name } = path;
    workspace.edit({ code: 'path_keep', name }, (project) => addPath(project, path));
    this.chosen = `path ${name}`;
    toasts.say(() => m.pad_motion_kept({ name, n: path.beats }), desk.undoAction());
  }

  #places(): readonly Place[] {
    return this.#of.memories.slots.flatMap(({ memory }) => (memory === null ? [] : [memory.place]));
  }

  #freshName(): string {
    const taken = new Set(this.paths.map(({ name }) => name));
    for (let n = 1; ; n += 1) {
      const name = m.pad_motion_name({ n });
      if (!taken.has(name)) return name;
    }
  }
}
