/** What is asked of the model: the hand on the map, the faders, the way from song to song, the medley, and a song's own bars. */
import type { Decodable } from '#main/project/again.ts';
import { phraseOfSong } from '#main/project/excerpt.ts';
import { decodedShape, felt, shaped, straight } from '#main/project/shaped.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { PadState } from '#main/project/motion.ts';
import type { Project, Provenance, Song } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Blendable } from './blendable.svelte.ts';
import type { Blending, Stretch } from './blending.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import type { Engines } from './engines.svelte.ts';
import type { Lens } from './lens.svelte.ts';
import type { Memories } from './memories.svelte.ts';
import type { Answer, MapPoint } from './model.svelte.ts';
import { Pad, type Question } from './pad.svelte.ts';
import { placeOf, playableOfPhrase, type Place, type Playable } from './playable.ts';
import type { Player } from './player.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Shape } from './shape.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Songs } from './songs.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import { wishOf, type Asked } from './wish.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What ideas are made with and go to. */
export interface Surroundings {
  readonly workspace: Workspace;
  readonly songs: Songs;
  readonly sketches: Sketches;
  readonly shape: Shape;
  readonly blendable: Blendable;
  readonly blending: Blending;
  readonly memories: Memories;
  readonly preferences: Preferences;
  readonly toasts: Toasts;
  readonly player: Player;
  readonly desk: Desk;
  readonly engines: Engines;
  readonly lens: Lens;
}

/** Asks, and lets the answers play. */
export class Ideas {
  readonly pad: Pad;
  readonly #of: Surroundings;
  readonly #moved: (place: Place) => void;

  /** @param moved hears of every place that is played */
  constructor(surroundings: Surroundings, moved: (place: Place) => void) {
    this.#of = surroundings;
    this.#moved = moved;
    this.pad = new Pad(
      surroundings.engines.answering,
      (answer, question) => this.#heard(answer, question),
      () => surroundings.player.stops,
    );
  }

  /** The hand moved over the map. */
  move(place: Place): void {
    this.#of.preferences.see('drag');
    this.#of.memories.went(null);
    this.#moved(place);
    this.#of.lens.need(place.lens);
    this.pad.move(place, this.#of.shape.setting);
  }

  /** The project with where the hand is and how probabilities become notes; the same where it says so already. */
  kept(project: Project): Project {
    const { cursor } = this.pad;
    const place = cursor === null ? null : placeOf(cursor);
    const pad = { place, shape: this.#of.shape.setting };
    return JSON.stringify(project.pad) === JSON.stringify(pad) ? project : { ...project, pad };
  }

  /** A project came: the hand is where it was left, without a sound, and the next answer has its shape. */
  restore(pad: PadState | null): void {
    const { shape } = this.#of;
    if (pad === null) shape.clear();
    else shape.restore(pad.shape);
    this.pad.cursor = pad?.place ?? null;
    this.#of.lens.need(pad?.place?.lens);
    if (pad?.place != null) this.pad.went({ from: 'pad', ...pad.place }, pad.place);
  }

  /** A song's fader moved. */
  fade(song: string, value: number): void {
    const { blending, shape } = this.#of;
    blending.set(song, value);
    this.pad.blend(blending.weights, shape.setting);
  }

  /** Something else of a song stands for it from now on. */
  chooseStretch(song: string, stretch: Stretch): void {
    const { blending, shape } = this.#of;
    blending.setStretch(song, stretch);
    if ((blending.faders[song] ?? 0) > 0) this.pad.blend(blending.weights, shape.setting);
  }

  /** The shape changed: what sounds and the palette are asked again. A sketch and a song stay what they are; what comes next has the shape. */
  reshape(): void {
    const { engines, shape, sketches, player, toasts } = this.#of;
    const heard = player.sounding;
    const asked = heard === null || 'model' in heard.provenance || player.queued !== null;
    if (sketches.current === null && asked) this.pad.again(shape.setting);
    void toasts.tried(() => engines.model.reshape(shape.setting));
  }

  /** The model learned more: a phrase on the way to being heard follows it; a sketch stays what it is. */
  follow(): void {
    const { sketches, player, shape } = this.#of;
    if (sketches.current === null && player.sounding?.provenance.from !== 'medley')
      this.pad.again(shape.setting);
  }

  /** Plays what was asked last as the model of now says it, from its start; the centre of the map where nothing was asked yet. */
  hearAgain(): void {
    const { shape, player } = this.#of;
    if (!player.running) this.clear();
    if (!this.pad.again(shape.setting)) this.pad.move({ x: 0, y: 0 }, shape.setting);
  }

  /** Plays a segment as it was written, and after it what the model makes of it. */
  async hear(point: MapPoint & Place): Promise<void> {
    const { songs, toasts, engines, shape, player } = this.#of;
    const song = songs.list.find(({ hash }) => hash === point.song);
    if (song === undefined) return;
    await toasts.tried(async () => {
      const client = await engines.answering.reach();
      const { song: hash, tick } = point;
      const { setting } = shape;
      const asked = { from: 'segment', song: hash, tick } as const;
      const answer = await client.ask({ wish: wishOf(asked, setting) });
      const { phrase, shares, knowledge } = answer;
      this.pad.went(asked, point);
      this.pad.cursor = placeOf(point);
      this.pad.shares = shares;
      this.pad.knowledge = knowledge;
      const provenance: Provenance = { from: 'song', song: hash, tick };
      this.clear();
      const written = phraseOfSong(song, tick, phrase.length);
      await player.offer(this.#playable(written, point, provenance));
      const made: Decodable = { ...asked, shape: setting, ...engines.madeBy(answer) };
      await player.offer(this.#made(phrase, point, made), 'phrase');
    });
  }

  /** Opens a segment of a song in the roll as it was written. */
  open(point: MapPoint): void {
    const { songs, player, sketches, desk } = this.#of;
    const song = songs.list.find(({ hash }) => hash === point.song);
    const length = player.sounding?.length;
    if (song === undefined || length === undefined) return;
    const { song: hash, tick } = point;
    const phrase = phraseOfSong(song, tick, length);
    desk.open(sketches.keep({ phrase, provenance: { from: 'song', song: hash, tick } }).id);
  }

  /** From A to B in N steps, each kept as a sketch. */
  async list(): Promise<void> {
    const { blendable, sketches, desk, toasts } = this.#of;
    const { from, to } = blendable;
    if (from === null || to === null) return;
    await this.#working(async () => {
      const made = await this.#steps(from, to);
      sketches.keepAll(made);
      const [first] = sketches.list;
      if (first !== undefined) desk.open(first.id);
      toasts.say(() => m.app_toast_listed({ n: made.length }), desk.undoAction());
    });
  }

  /** A medley through songs, shown and played. */
  async medley(): Promise<void> {
    const { medleySteps: steps, medleySongs: songs, variety } = this.#of.blending;
    await this.#working(async () => {
      const made = await this.stretch({ from: 'medley', songs: [...songs], steps, variety });
      this.clear();
      await this.#of.player.offer(made);
    });
  }

  /** A medley, or a stretch of an endless one, made but not played yet. */
  async stretch(asked: Extract<Asked, { readonly from: 'medley' }>): Promise<Playable> {
    const { engines, shape: shaping } = this.#of;
    const client = await engines.answering.reach();
    const shape = shaping.setting;
    const answer = await client.ask({ wish: wishOf(asked, shape) });
    this.pad.went(asked, null);
    return this.#made(answer.phrase, null, { ...asked, shape, ...engines.madeBy(answer) });
  }

  async #steps(
    from: Song,
    to: Song,
  ): Promise<readonly { phrase: Phrase; name: string; provenance: Provenance }[]> {
    const { blending, engines, shape: shaping } = this.#of;
    const { steps, line } = blending;
    const client = await engines.answering.reach();
    const shape = shaping.setting;
    const ends = { from: blending.sectionOf(from.hash), to: blending.sectionOf(to.hash) };
    const { answers } = await client.between({ ...ends, steps, line, shape: decodedShape(shape) });
    const total = answers.length;
    return answers.map((answer, index) => {
      const name = { from: from.name, to: to.name, n: index + 1, total };
      const way = { start: ends.from, end: ends.to, steps, index, line, shape };
      const provenance = { from: 'between', ...way, ...engines.madeBy(answer) } as const;
      return { phrase: shaped(answer.phrase, shape), name: m.blend_step_name(name), provenance };
    });
  }

  #heard(answer: Answer, { asked, place, shape, stops }: Question): void {
    const { engines, sketches, player } = this.#of;
    const origin: Decodable = { ...asked, shape, ...engines.madeBy(answer) };
    sketches.open = null;
    const made = this.#made(answer.phrase, place, origin);
    // She pressed Stop while it was on its way.
    if (!player.running && stops !== player.stops) player.show(made);
    else void player.offer(made);
  }

  /** What a model answered, as its shape lets it be heard. */
  #made(answer: Phrase, place: Place | null, origin: Decodable): Playable {
    const before = straight(answer, origin.shape);
    return { ...this.#playable(felt(before, origin.shape), place, origin), straight: before };
  }

  #playable(phrase: Phrase, place: Place | null, provenance: Provenance): Playable {
    return playableOfPhrase(phrase, place, provenance, this.#of.workspace.project);
  }

  /** Makes room for something new to play from its start. */
  clear(): void {
    this.#of.sketches.open = null;
    this.#of.player.stop();
  }

  async #working(work: () => Promise<void>): Promise<void> {
    const { blending, toasts } = this.#of;
    blending.working = true;
    await toasts.tried(work);
    blending.working = false;
  }
}
