/** The session: everything the face knows, and the one place where the engines' and the desktop's events come in. */
import type { Phrase } from '#main/music/phrase.ts';
import { isProblem } from '#main/music/problem.ts';
import type { Lane, ModelEntry, Provenance, Song } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { Blendable } from './blendable.svelte.ts';
import { Blending } from './blending.svelte.ts';
import type { Demo } from './demo.ts';
import type { Answering, Doors, Learning, Sound, Voices } from './doors.ts';
import { Face } from './face.svelte.ts';
import { Frame } from './frame.ts';
import { laneName } from './lane-names.ts';
import { incomingFiles, type IncomingFile } from './incoming.ts';
import { FIRST_MIX, lanesOfPhrase, type Mix, type PartMix } from './lanes.ts';
import { Lens, type MapView } from './lens.svelte.ts';
import { Learner } from './learner.svelte.ts';
import { Memories } from './memories.svelte.ts';
import { Model, type Answer, type MapPoint } from './model.svelte.ts';
import { originalPhrase } from './original.ts';
import { Pad, type Question } from './pad.svelte.ts';
import { Player, type Place, type Playable } from './player.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import { Reached } from './reached.svelte.ts';
import { failureSentence } from './sentences.ts';
import { Shape } from './shape.svelte.ts';
import { Sketches, playableOf } from './sketches.svelte.ts';
import { freeColour, readSong } from './song.ts';
import { Songs } from './songs.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { EMPTY_PROJECT, Workspace } from './workspace.svelte.ts';

/** Bars that a set of songs must have before something can be learned from it. */
export const LEAST_BARS = 8;

/** How the session waits (`setTimeout`). */
export type Later = (run: () => void, milliseconds: number) => void;

/** All state of the face, by noun. */
export class Session {
  readonly workspace = new Workspace();
  readonly songs = new Songs(this.workspace);
  readonly sketches = new Sketches(this.workspace);
  readonly shape = new Shape();
  readonly blending = new Blending();
  readonly face = new Face();
  readonly memories = new Memories();
  readonly lens: Lens;
  readonly frame: Frame;
  readonly blendable: Blendable;
  readonly preferences: Preferences;
  readonly toasts: Toasts;
  readonly player: Player;
  readonly answering: Reached<Answering>;
  readonly learning: Reached<Learning>;
  readonly model: Model;
  readonly learner: Learner;
  readonly pad: Pad;
  /** How parts sound while they are only a phrase. */
  mix = $state.raw<Mix>(FIRST_MIX);
  voices = $state<Voices>('synth');
  voicesLoaded = $state<number | null>(null);
  /** Id of the lane that the roll edits. */
  lane = $state<string>('melody');
  readonly #doors: Doors;
  readonly #sound: Sound;

  /** What the roll and the mixer show: the open sketch, or the phrase that sounds. */
  readonly shown: Playable | null = $derived.by(() => {
    const sketch = this.sketches.current;
    return sketch === null ? this.player.sounding : playableOf(sketch);
  });
  /** Why learning cannot start, or null. */
  readonly whyNotLearn: string | null = $derived.by(() => {
    if (this.songs.list.length === 0) return m.learn_needs_songs();
    return this.songs.bars < LEAST_BARS
      ? m.learn_needs_bars({ need: LEAST_BARS, have: this.songs.bars })
      : null;
  });

  /** Why the model that plays cannot be learned on, or null. */
  readonly whyNotLearnOn: string | null = $derived.by(
    () => this.whyNotLearn ?? (this.workspace.project.model === null ? m.learn_none() : null),
  );

  constructor(doors: Doors, sound: Sound, preferences: Preferences, later: Later) {
    this.#doors = doors;
    this.#sound = sound;
    this.preferences = preferences;
    this.toasts = new Toasts(later);
    this.player = new Player(sound);
    this.answering = new Reached(() => doors.answering, {
      ready: (client) => this.#answeringReady(client),
      gone: () => this.#answeringGone(),
      back: () => this.#answeringBack(),
    });
    this.learning = new Reached(() => doors.learning, {
      ready: (client) => this.#learningReady(client),
      gone: () => this.#learningGone(),
      back: () => undefined,
    });
    for (const host of ['answering', 'learning'] as const)
      doors.again(host, () => this[host].rose());
    doors.hosts.on('host', ({ host, state, reason }) => {
      if (host === 'midi' || reason === null) return;
      if (state === 'waiting' || state === 'failed') this[host].fell();
    });
    this.model = new Model(this.answering);
    this.learner = new Learner(this.learning);
    this.lens = new Lens(this.model, this.answering);
    this.blendable = new Blendable(this.songs, this.model, this.blending);
    this.frame = new Frame(doors.desktop, (failure) =>
      this.toasts.warn(() => failureSentence(failure)),
    );
    this.frame.beforeLeaving(() => this.player.panic());
    this.pad = new Pad(this.answering, (answer, question) => this.#heard(answer, question));
    doors.desktop.on('opened', (chosen) => {
      void this.import(incomingFiles(chosen, doors.desktop));
    });
  }

  /** Opens the demo: its songs, and the model learned on them. */
  async openDemo(demo: Demo): Promise<void> {
    const songs: Song[] = [];
    for (const file of demo.songs) {
      const song = await readSong(file);
      if (!isProblem(song)) songs.push({ ...song, colour: freeColour(songs) });
    }
    const models =
      demo.model === null
        ? []
        : [{ id: 'demo', name: m.learn_starter(), preset: 'quick', bytes: demo.model }];
    this.workspace.open({
      ...EMPTY_PROJECT,
      name: m.app_demo(),
      songs,
      models,
      model: models[0]?.id ?? null,
    });
    this.songs.demo = new Set(songs.map(({ hash }) => hash));
    if (demo.model !== null) await this.model.load(demo.model, this.shape.setting);
  }

  /** Files come in; what is music joins the list and, if so set, is learned at once. */
  async import(files: readonly IncomingFile[]): Promise<void> {
    this.preferences.see('drop');
    const added = await this.songs.add(files);
    if (added.length > 0 && this.preferences.learnOnDrop && this.whyNotLearn === null) {
      this.learner.preset = 'quick';
      await this.learn();
    }
  }

  /** Asks the desktop for files or a folder. */
  async openFiles(folder: boolean): Promise<void> {
    await this.#tried(async () => {
      const chosen = await this.#doors.desktop.open({ kind: 'midi', folder });
      if (chosen === null) return;
      const incoming = incomingFiles(chosen, this.#doors.desktop);
      if (incoming.length > 0) await this.import(incoming);
      else this.songs.nothing(chosen.name);
    });
  }

  async learn(): Promise<void> {
    if (this.whyNotLearn !== null) return;
    await this.#start(null);
  }

  /** Learns on from the model that plays; what comes of it is a new model. */
  async learnOn(): Promise<void> {
    const { models, model } = this.workspace.project;
    const entry = models.find(({ id }) => id === model);
    if (this.whyNotLearnOn === null && entry !== undefined) await this.#start(entry);
  }

  movePad(place: Place): void {
    this.preferences.see('drag');
    this.memories.went(null);
    this.pad.move(place, this.shape.setting);
  }

  /** Looks at the map another way. */
  async look(view: MapView): Promise<void> {
    await this.#tried(() => this.lens.choose(view));
  }

  moveFader(song: string, value: number): void {
    this.blending.set(song, value);
    this.pad.blend(this.blending.weights, this.shape.setting);
  }

  /** The shape sliders moved: what sounds and the palette are asked again. */
  reshape(): void {
    this.pad.again(this.shape.setting);
    void this.#tried(() => this.model.repaint(this.shape.setting));
  }

  /** Plays a segment as it was written, and after it what the model makes of it. */
  async hearPoint(point: MapPoint): Promise<void> {
    const song = this.songs.list.find(({ hash }) => hash === point.song);
    if (song === undefined) return;
    await this.#tried(async () => {
      const client = await this.answering.reach();
      const { song: hash, tick } = point;
      const shape = this.shape.setting;
      const { phrase, shares, knowledge } = await client.reconstruct({ song: hash, tick, shape });
      this.pad.cursor = { x: point.x, y: point.y };
      this.pad.shares = shares;
      this.pad.knowledge = knowledge;
      const provenance: Provenance = { from: 'song', song: hash, tick };
      this.sketches.open = null;
      this.player.stop();
      await this.player.offer(
        this.playable(originalPhrase(song, tick, phrase.length), point, provenance),
      );
      await this.player.offer(this.playable(phrase, point, provenance), 'phrase');
    });
  }

  /** Shows a segment of a song in the roll as it was written. */
  openPoint(point: MapPoint): void {
    const song = this.songs.list.find(({ hash }) => hash === point.song);
    const length = this.player.sounding?.length;
    if (song === undefined || length === undefined) return;
    const { song: hash, tick } = point;
    const phrase = originalPhrase(song, tick, length);
    this.sketches.keep(this.playable(phrase, point, { from: 'song', song: hash, tick }));
    if (this.shown !== null) this.player.show(this.shown);
  }

  /** From A to B in N steps, each kept as a sketch. */
  async listSteps(): Promise<void> {
    const { steps, line } = this.blending;
    const { from: first, to: last } = this.blendable;
    if (first === null || last === null) return;
    const [from, to] = [first.hash, last.hash];
    await this.#working(async () => {
      const client = await this.answering.reach();
      const shape = this.shape.setting;
      const { answers } = await client.between({
        from: { song: from },
        to: { song: to },
        steps,
        line,
        shape,
      });
      const wanted = answers.map(({ phrase }, index) => {
        const weight = answers.length === 1 ? 0 : index / (answers.length - 1);
        const weights = [
          { song: from, weight: 1 - weight },
          { song: to, weight },
        ];
        return {
          playable: this.playable(phrase, null, {
            from: 'blend',
            model: this.#modelId,
            weights,
            shape,
          }),
          name: m.blend_step_name({
            from: first.name,
            to: last.name,
            n: index + 1,
            total: answers.length,
          }),
        };
      });
      const made = this.sketches.keepAll(wanted, m.app_edit_list);
      const [opening] = made;
      if (opening !== undefined) this.openSketch(opening.id);
      this.toasts.say(() => m.app_toast_listed({ n: made.length }), this.undoAction());
    });
  }

  /** A medley through songs, shown and played. */
  async medley(): Promise<void> {
    const { medleySteps: steps, medleySongs, variety } = this.blending;
    await this.#working(async () => {
      const client = await this.answering.reach();
      const shape = this.shape.setting;
      const { phrase } = await client.medley({ steps, songs: [...medleySongs], variety, shape });
      const songs = medleySongs;
      this.sketches.open = null;
      this.player.stop();
      await this.player.offer(
        this.playable(phrase, null, { from: 'medley', model: this.#modelId, songs, steps, shape }),
      );
    });
  }

  /** Keeps what sounds. */
  keepSketch(): void {
    const { sounding } = this.player;
    if (sounding === null) return;
    const sketch = this.sketches.keep(sounding);
    this.player.sounding = playableOf(sketch);
    this.toasts.say(() => m.app_toast_kept({ name: sketch.name }), this.undoAction());
  }

  openSketch(id: string): void {
    this.sketches.open = id;
    const sketch = this.sketches.current;
    if (sketch !== null) this.player.show(playableOf(sketch));
  }

  /** Writes what is shown as a MIDI file. */
  async exportMidi(): Promise<void> {
    const { shown } = this;
    if (shown === null) return;
    const name = this.sketches.current?.name ?? m.app_untitled();
    await this.#tried(async () => {
      const bytes = Sketches.midi({ ...shown, bpm: this.player.tempo ?? shown.bpm }, name);
      const saved = await this.#doors.desktop.save({ kind: 'midi', name: `${name}.mid`, bytes });
      if (saved !== null) this.toasts.say(() => m.app_toast_saved({ name: saved.name }));
    });
  }

  /** Changes how a lane sounds: of the open sketch as an edit, of a phrase as a setting. */
  setLane(
    lane: Lane,
    change: Partial<Omit<PartMix, 'program'>> & { readonly program?: number },
  ): void {
    if (this.sketches.current !== null) this.sketches.setLane(lane.id, change);
    else {
      this.mix = { ...this.mix, [lane.part]: { ...this.mix[lane.part], ...change } };
      const { sounding } = this.player;
      if (sounding !== null)
        this.player.sounding = {
          ...sounding,
          lanes: sounding.lanes.map((old) => (old.id === lane.id ? { ...old, ...change } : old)),
        };
    }
    this.refreshSound();
  }

  /** What is shown was edited: if it is what sounds, it is heard as it is now. */
  refreshSound(): void {
    const { shown } = this;
    const { sounding } = this.player;
    if (shown !== null && sounding !== null && shown.sketch === sounding.sketch)
      this.player.change(shown);
  }

  async setVoices(voices: Voices): Promise<void> {
    await this.#tried(async () => {
      this.voicesLoaded = 0;
      await this.#sound.setVoices(voices, (share) => (this.voicesLoaded = share));
      this.voices = voices;
    });
    this.voicesLoaded = null;
  }

  audition(lane: Lane, pitch: number, velocity: number): void {
    this.#sound.audition(lane, pitch, velocity);
  }

  undo(): void {
    this.#stepped(this.workspace.undo());
  }

  redo(): void {
    this.#stepped(this.workspace.redo());
  }

  /** The way back that a toast offers. */
  undoAction(): { readonly title: () => string; readonly run: () => void } {
    return {
      title: m.app_undo,
      run: () => {
        this.toasts.dismiss();
        this.undo();
      },
    };
  }

  /** A phrase as something to play, with the mix of the moment. */
  playable(phrase: Phrase, place: Place | null, provenance: Provenance): Playable {
    const lanes = lanesOfPhrase(phrase, this.mix, laneName, 1);
    const { length, bpm } = phrase;
    return {
      lanes,
      length,
      bpm,
      phrase,
      place: place === null ? null : { x: place.x, y: place.y },
      provenance,
      sketch: null,
    };
  }

  get #modelId(): string {
    return this.workspace.project.model ?? '';
  }

  #heard({ phrase }: Answer, question: Question): void {
    const { shape } = question;
    const model = this.#modelId;
    const playable =
      question.of === 'place'
        ? this.playable(phrase, question.place, { from: 'pad', model, ...question.place, shape })
        : this.playable(phrase, null, { from: 'blend', model, weights: question.weights, shape });
    this.sketches.open = null;
    void this.player.offer(playable);
  }

  #answeringReady(client: Answering): void {
    client.on('changed', () => {
      void this.#tried(async () => {
        await this.model.refresh(this.shape.setting);
        await this.lens.refresh();
      });
      // A phrase on the way to being heard follows the model; a sketch stays what it is.
      if (this.sketches.current === null && this.player.sounding?.provenance.from !== 'medley')
        this.pad.again(this.shape.setting);
    });
  }

  #answeringBack(): void {
    const kept = this.workspace.project.models.find(({ id }) => id === this.#modelId);
    if (kept !== undefined) void this.model.load(kept.bytes, this.shape.setting);
    this.toasts.say(m.app_toast_engine_back);
  }

  #answeringGone(): void {
    this.model.forget();
    this.pad.drop();
    this.toasts.warn(m.app_toast_engine);
  }

  #learningReady(client: Learning): void {
    client.on('progress', (progress) => this.learner.note(progress));
    client.on('state', (state) => {
      this.learner.tell(state);
      if (state.state === 'failed' && state.reason !== null) {
        const { reason } = state;
        this.toasts.warn(() => failureSentence(reason));
      }
    });
    client.on('finished', ({ model }) => this.#learned(model));
  }

  #learningGone(): void {
    if (!this.learner.active) return;
    this.learner.lost();
    this.toasts.warn(m.app_toast_learn_engine);
  }

  /** A run is over: its model joins the list and is what the pad plays. */
  #learned(bytes: Uint8Array): void {
    const number = this.workspace.project.models.filter(({ id }) => id !== 'demo').length + 1;
    const id = `model-${number}`;
    const entry = {
      id,
      name: m.learn_model_name({ n: number }),
      preset: this.learner.running,
      bytes,
    };
    this.workspace.extend((project) => ({
      ...project,
      models: [...project.models.filter((each) => each.id !== id), entry],
      model: id,
    }));
    void this.model.load(bytes, this.shape.setting);
  }

  /** Lets the pad play another model of the list. */
  async chooseModel(id: string): Promise<void> {
    const entry = this.workspace.project.models.find((each) => each.id === id);
    if (entry === undefined) return;
    this.workspace.extend((project) => ({ ...project, model: id }));
    await this.model.load(entry.bytes, this.shape.setting);
  }

  #stepped(label: (() => string) | null): void {
    if (label === null) return;
    this.toasts.say(() => m.app_toast_undone({ what: label() }));
    this.refreshSound();
  }

  async #start(from: ModelEntry | null): Promise<void> {
    this.preferences.see('learn');
    await this.learner.start(this.songs.list, from);
    const { failure } = this.learner;
    if (failure !== null) this.toasts.warn(() => failureSentence(failure));
  }

  async #working(work: () => Promise<void>): Promise<void> {
    this.blending.working = true;
    await this.#tried(work);
    this.blending.working = false;
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (failure) {
      this.toasts.warn(() => failureSentence(failure));
    }
  }
}
