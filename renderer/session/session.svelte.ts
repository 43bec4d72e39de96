/** The session: all that the face knows, by noun. It only puts the nouns together and does what takes several of them. */
import type { Voice } from '#main/music/voice.ts';
import type { Lane, ModelEntry } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { Again } from './again.svelte.ts';
import { Arranging } from './arranging.svelte.ts';
import { Audition } from './audition.svelte.ts';
import { Autosave } from './autosave.svelte.ts';
import { Banks, isBankName } from './banks.svelte.ts';
import { Beats } from './beats.svelte.ts';
import { Blendable } from './blendable.svelte.ts';
import { Blending } from './blending.svelte.ts';
import { demoProject } from './demo-project.ts';
import type { Demo } from './demo.ts';
import { Clipboard } from './clipboard.ts';
import { Carrying } from './carrying.svelte.ts';
import { Courses } from './courses.ts';
import { Desk } from './desk.svelte.ts';
import { Diagnostics } from './diagnostics.svelte.ts';
import type { Doors, Sound } from './doors.ts';
import { Endless } from './endless.svelte.ts';
import { Engines } from './engines.svelte.ts';
import { Face } from './face.svelte.ts';
import { Files } from './files.svelte.ts';
import { Frame } from './frame.ts';
import { askInterrupted, goOn } from './go-on.ts';
import { Hands } from './hands.svelte.ts';
import { HeardLog } from './heard.ts';
import { Ideas } from './ideas.svelte.ts';
import type { IncomingFile } from './incoming.ts';
import type { Lens, MapView } from './lens.svelte.ts';
import type { Learner } from './learner.svelte.ts';
import { MapLinks } from './map-links.svelte.ts';
import { Markers } from './markers.ts';
import { Memories } from './memories.svelte.ts';
import type { Model } from './model.svelte.ts';
import { Models } from './models.svelte.ts';
import { Motion } from './motion.svelte.ts';
import { OnStage } from './on-stage.svelte.ts';
import { Outgoing } from './outgoing.svelte.ts';
import { Outputs } from './outputs.svelte.ts';
import { Parting } from './parting.ts';
import { Performing } from './performing.svelte.ts';
import { Player } from './player.svelte.ts';
import { isProjectName, ProjectFile } from './project-file.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import { Questions } from './questions.svelte.ts';
import { Recent } from './recent.svelte.ts';
import { Recovery } from './recovery.svelte.ts';
import { failureSentence } from './sentences.ts';
import { shapedPalette } from './shaped-palette.ts';
import { Shelf } from './shelf.svelte.ts';
import { Shape } from './shape.svelte.ts';
import { Sketches } from './sketches.svelte.ts';
import { Snapshots } from './snapshots.svelte.ts';
import { Songs } from './songs.svelte.ts';
import { Suggesting } from './suggesting.svelte.ts';
import { Tapping } from './tap.ts';
import { Toasts } from './toasts.svelte.ts';
import { Voices } from './voices.svelte.ts';
import { WavExport } from './wav-export.svelte.ts';
import { Workspace } from './workspace.svelte.ts';
import { Writer } from './writer.ts';

/** Bars that a set of songs must have before something can be learned from it. */
const LEAST_BARS = 8;

/** Time as the session needs it. */
export interface Clock {
  /** Milliseconds, from any origin. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly date: () => number;
  /** How the session waits (`setTimeout`). */
  readonly later: (run: () => void, milliseconds: number) => void;
}

/** All state of the face. */
export class Session {
  readonly preferences: Preferences;
  readonly workspace: Workspace;
  readonly songs: Songs;
  readonly sketches: Sketches;
  readonly shelf = new Shelf();
  readonly audition: Audition;
  readonly shape = new Shape();
  readonly blending = new Blending((song) => this.model.typicalBarOf(song));
  readonly face = new Face();
  readonly memories: Memories;
  readonly frame: Frame;
  readonly blendable: Blendable;
  readonly toasts: Toasts;
  readonly questions = new Questions();
  readonly writer: Writer;
  readonly outputs: Outputs;
  readonly hands: Hands;
  readonly stage: OnStage;
  readonly player: Player;
  readonly voices: Voices;
  readonly banks: Banks;
  readonly desk: Desk;
  readonly markers: Markers;
  readonly arranging: Arranging;
  readonly carrying: Carrying;
  readonly courses: Courses;
  readonly engines: Engines;
  readonly model: Model;
  readonly learner: Learner;
  readonly lens: Lens;
  readonly links: MapLinks;
  readonly ideas: Ideas;
  readonly performing: Performing;
  readonly motion: Motion;
  readonly endless: Endless;
  readonly models: Models;
  readonly again: Again;
  readonly snapshots: Snapshots;
  readonly files: Files;
  readonly wav: WavExport;
  readonly outgoing: Outgoing;
  readonly clipboard: Clipboard;
  readonly suggesting: Suggesting;
  readonly beats: Beats;
  readonly projectFile: ProjectFile;
  readonly recent: Recent;
  readonly diagnostics: Diagnostics;
  readonly autosave: Autosave;
  readonly parting: Parting;
  readonly recovery: Recovery;

  /** The tiles of the map as the shape lets them be heard. */
  readonly palette = $derived.by(() =>
    (this.model.paletteLens ?? 'plane') === this.lens.shownView
      ? shapedPalette(this.model.palette, this.shape.setting)
      : null,
  );

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

  readonly #tapping = new Tapping();
  readonly #clock: Clock;

  constructor(doors: Doors, sound: Sound, preferences: Preferences, clock: Clock) {
    this.#clock = clock;
    this.preferences = preferences;
    this.workspace = new Workspace(clock.now);
    this.songs = new Songs(this.workspace, clock.now);
    this.memories = new Memories(this.workspace);
    this.sketches = new Sketches(this.workspace);
    this.markers = new Markers(this.workspace, this.sketches);
    this.toasts = new Toasts(clock.later);
    this.writer = new Writer(doors.desktop, this.questions, this.toasts);
    this.stage = new OnStage(doors, preferences, this.toasts);
    this.outputs = new Outputs(doors, sound, preferences, this.toasts, clock.later);
    const heard = new HeardLog();
    const shared = heard.follow(this.outputs.sound);
    this.player = new Player(shared, this.workspace);
    this.audition = new Audition(this);
    this.outputs.rerouted = () => this.player.again();
    this.voices = new Voices(shared, this.toasts);
    this.banks = new Banks(doors.desktop, this.outputs.sound, this.voices, this.toasts);
    this.desk = new Desk(this.workspace, this.sketches, this.player, this.toasts);
    this.arranging = new Arranging(this);
    this.desk.arranged = this.arranging;
    this.carrying = new Carrying((dragged, lane, at) => this.arranging.land(dragged, lane, at));
    this.courses = new Courses(
      this,
      () => this.sketches.current,
      () => this.desk.refresh(),
    );
    this.hands = new Hands(doors, sound, this, clock);
    this.engines = new Engines(
      doors,
      this.workspace,
      this.shape,
      this.toasts,
      {
        changed: () => this.ideas.follow(),
        gone: () => this.ideas.pad.drop(),
      },
      clock.date,
    );
    this.model = this.engines.model;
    this.learner = this.engines.learner;
    this.lens = this.engines.lens;
    this.links = new MapLinks(this);
    this.blendable = new Blendable(this.songs, this.model, this.blending);
    this.outgoing = new Outgoing(doors.desktop, this.player, this.toasts);
    this.beats = new Beats(this);
    this.suggesting = new Suggesting(this);
    this.clipboard = new Clipboard(doors.desktop, this);
    this.frame = new Frame(doors.desktop, (failure) =>
      this.toasts.warn(() => failureSentence(failure)),
    );
    this.frame.beforeLeaving(() => this.player.panic());
    this.frame.onSleep(
      () => {
        if (this.player.running) this.player.pause();
        void this.autosave.now();
      },
      () => this.outputs.woke(),
    );
    this.performing = new Performing(heard, shared, this);
    this.ideas = new Ideas(this, (place) => heard.moved(place, shared.now()));
    this.endless = new Endless(this);
    this.workspace.remembering = (project) => this.ideas.kept(project);
    this.motion = new Motion(shared.now, this);
    this.models = new Models(this);
    this.again = new Again(this);
    this.snapshots = new Snapshots(this, clock.date);
    this.projectFile = new ProjectFile(doors.desktop, {
      workspace: this.workspace,
      toasts: this.toasts,
      questions: this.questions,
      placeOf: doors.placeOf,
      opened: () => this.#opened(),
    });
    this.diagnostics = new Diagnostics(doors.desktop, doors.hosts, this);
    this.toasts.noted = (failure) => this.diagnostics.note(failure);
    this.recent = new Recent(doors.desktop, this);
    const run = () => this.learner.unfinished;
    this.autosave = new Autosave(doors.desktop, this.workspace, this.toasts, clock, run);
    this.frame.beforeLeaving(async () => void (await this.autosave.now()));
    this.parting = new Parting(
      doors.desktop,
      this.projectFile,
      this.autosave,
      () => this.engines.dropRun(),
      (failure) => this.toasts.warn(() => failureSentence(failure)),
    );
    const { autosave, projectFile, learner, toasts } = this;
    this.recovery = new Recovery(doors.desktop, autosave, projectFile, learner, toasts);
    this.wav = new WavExport(sound, this);
    this.files = new Files(doors.desktop, this, (files) => this.import(files));
  }

  /** Opens the demo (its songs, and the model learned on them) where nothing else came meanwhile. */
  async openDemo(demo: Demo): Promise<void> {
    const project = await demoProject(demo);
    // A file that the app was started with is there before: it is what she wants to see.
    if (!this.workspace.isNew) return;
    this.workspace.open(project);
    this.songs.demo = new Set(project.songs.map(({ hash }) => hash));
    await this.engines.load();
  }

  /** Files come in; what is music joins the list and, if so set, is learned at once. */
  async import(files: readonly IncomingFile[]): Promise<void> {
    const project = files.find(({ name }) => isProjectName(name));
    if (project !== undefined && 'read' in project) return this.projectFile.take(project);
    const bank = files.find(({ name }) => isBankName(name));
    if (bank !== undefined) return this.banks.take(bank);
    this.preferences.see('drop');
    // What is said of each file lies under the songs.
    this.shelf.show('songs');
    const added = await this.songs.add(files);
    // A run that can go on is hers to decide on, not the drop's.
    const isFree = this.whyNotLearn === null && this.learner.interrupted === null;
    if (added.length > 0 && this.preferences.learnOnDrop && isFree) {
      this.learner.preset = 'quick';
      await this.learn();
    }
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

  /** A beat tapped by hand: the second and each further one set the tempo. */
  tap(): void {
    const bpm = this.#tapping.tap(this.#clock.now());
    if (bpm !== null) this.desk.setTempo(bpm);
  }

  /** Looks at the map another way. */
  async look(view: MapView): Promise<void> {
    await this.toasts.tried(() => this.lens.choose(view));
  }

  /** Lets a lane play another instrument, heard at once; a General MIDI program fetches the sound bank first. */
  async chooseInstrument(
    lane: Lane,
    { voice, program }: { readonly voice: Voice; readonly program: number | null },
  ): Promise<void> {
    this.desk.setLane(lane, program === null ? { voice } : { voice, program });
    if (voice === 'bank') await this.voices.needBank();
    this.desk.refresh();
    const changed = this.desk.shown?.lanes.find(({ id }) => id === lane.id);
    if (!this.player.running && changed !== undefined) await this.voices.sample(changed);
  }

  /** Another project lies in the workspace: nothing of the one before sounds or is learned on. */
  async #opened(): Promise<void> {
    this.player.stop();
    this.player.sounding = null;
    this.arranging.chosen = null;
    this.sketches.open = null;
    this.songs.forget();
    this.shelf.renaming = null;
    this.ideas.restore(this.workspace.project.pad);
    await this.engines.renew();
  }

  async #start(from: ModelEntry | null): Promise<void> {
    const { interrupted } = this.learner;
    if (interrupted !== null) {
      const choice = await this.questions.ask(askInterrupted(interrupted));
      if (choice === 'go-on') return goOn(this);
      if (choice === 'cancel') return;
    }
    this.preferences.see('learn');
    await this.learner.start(this.songs.list, from);
    const { failure } = this.learner;
    if (failure !== null) this.toasts.warn(() => failureSentence(failure));
  }
}
