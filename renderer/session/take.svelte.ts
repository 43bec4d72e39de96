/** Recording: what is played on keys while the music runs goes into the chosen lane; and what was played unasked is kept a while. */
import { TICKS_PER_QUARTER, type Seconds, type Ticks } from '#main/music/note.ts';
import type { Phrase } from '#main/music/phrase.ts';
import { addTake, onGrid, takeOf, type Take, type TakenEvent } from '#main/project/take.ts';
import { setLane, setSketch } from '#main/project/sketches.ts';
import type { Project } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desk } from './desk.svelte.ts';
import type { Keyboard, KeyEvent } from './keyboard.svelte.ts';
import type { Player } from './player.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import { Recent } from './recent.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { ProjectGesture, Workspace } from './workspace.svelte.ts';

/** Bars of a sketch that is made to be recorded in. */
const NEW_BARS = 4;
/** What is played this little before the first beat is meant for it. */
const EARLY: Ticks = TICKS_PER_QUARTER / 4;

/** What takes need. */
export interface TakeParts {
  readonly keyboard: Keyboard;
  readonly player: Player;
  readonly desk: Desk;
  readonly sketches: Sketches;
  readonly workspace: Workspace;
  readonly preferences: Preferences;
  readonly toasts: Toasts;
}

/** Takes. */
export class Taking {
  recording = $state(false);
  /** A bar is counted before a take that starts the music. */
  countIn = $state(true);
  /** Keys write a note at the playhead, one after the other, while nothing plays. */
  stepping = $state(false);
  stepTicks = $state<Ticks>(TICKS_PER_QUARTER / 2);
  /** How many notes the take has so far. */
  count = $state(0);
  readonly #of: TakeParts;
  readonly #recent = new Recent();
  #played: TakenEvent[] = [];
  #round = 0;
  #last: Ticks = 0;
  #into: { readonly sketch: string; readonly lane: string } | null = null;
  #gesture: ProjectGesture | null = null;
  /** Keys that are down while a step waits to be left. */
  readonly #down = new Set<number>();

  constructor(parts: TakeParts) {
    this.#of = parts;
    parts.keyboard.onEvent((event) => this.#hear(event));
  }

  /** Begins a take, or ends the one under way. */
  async toggle(): Promise<void> {
    if (this.recording) return this.end();
    const { player } = this.#of;
    this.#into = this.#place();
    this.#played = [];
    this.#round = 0;
    this.count = 0;
    this.#last = player.running ? player.playhead() : -Infinity;
    this.recording = true;
    if (!player.running) await player.record(this.countIn);
    if (!player.running) this.recording = false;
  }

  /** Ends the take: one entry of the history. */
  end(): void {
    if (!this.recording) return;
    this.recording = false;
    const { workspace, desk, toasts } = this.#of;
    const into = this.#into;
    const take = this.#take();
    this.#gesture?.cancel();
    this.#gesture = null;
    if (into === null || take.notes.length + take.events.length === 0) return desk.refresh();
    const n = take.notes.length;
    workspace.edit({ code: 'notes_record', n }, (project) =>
      addTake(project, into.sketch, into.lane, take),
    );
    desk.refresh();
    toasts.say(() => m.midi_take_kept({ n }), desk.undoAction());
  }

  /** Called at every frame: follows the music round its loop, and ends the take where it ends. */
  tick(): void {
    if (!this.recording) return;
    const { player } = this.#of;
    const position = player.position();
    if (position === null) this.end();
    else if (this.#advance(position)) this.#show();
  }

  /** Keeps what was played last, recorded or not, as a sketch; the next time, what was played before that. */
  keepPlayed(): void {
    const { keyboard, player, sketches, desk, toasts, workspace } = this.#of;
    const played = this.#recent.take();
    const [first] = played;
    if (first === undefined) return toasts.say(m.midi_nothing_played);
    const { bpm, meter } = player;
    const bar = (4 * TICKS_PER_QUARTER * meter.numerator) / meter.denominator;
    // In time with the music where it ran, else from a bar line on.
    const start = first.tick === null ? 0 : ((first.tick % bar) + bar) % bar;
    const tickOf = (seconds: Seconds): Ticks =>
      start + ((seconds - first.seconds) * bpm * TICKS_PER_QUARTER) / 60;
    const events = played.map(({ seconds, bytes }) => ({
      round: 0,
      tick: tickOf(seconds),
      bytes,
    }));
    const last = events.at(-1)?.tick ?? 0;
    const take = takeOf(events, { round: 0, tick: last, to: Infinity });
    const end = take.notes.reduce((most, note) => Math.max(most, note.end), last);
    const length = Math.max(1, Math.ceil(end / bar)) * bar;
    const { part } = keyboard.lane;
    const notes: Phrase['notes'] = take.notes.map((note) => ({ ...note, part }));
    const phrase: Phrase = { notes, length, bpm, programs: {} };
    player.stop();
    const sketch = sketches.keep({ phrase, provenance: { from: 'hand' } });
    if (take.events.length > 0) {
      const lane = sketch.lanes.find((each) => each.part === part)?.id ?? '';
      workspace.accept((project) => setLane(project, sketch.id, lane, { events: take.events }));
    }
    desk.open(sketch.id);
    toasts.say(() => m.midi_played_kept({ n: notes.length, name: sketch.name }), desk.undoAction());
  }

  /** Writes by steps, or not any more. */
  step(on: boolean): void {
    this.stepping = on;
    this.#down.clear();
    if (!on) return;
    this.#of.keyboard.show(true);
    this.#place();
  }

  /** Goes one step on without a note. */
  rest(): void {
    const { player } = this.#of;
    const { sounding } = player;
    const next = player.playhead() + this.stepTicks;
    if (sounding !== null && next >= sounding.length) this.#lengthen();
    player.seek(next);
  }

  #hear(event: KeyEvent): void {
    const { player } = this.#of;
    const tick = player.running ? player.tickAt(event.seconds) : null;
    this.#recent.add(event, tick);
    if (this.recording && tick !== null && tick >= -EARLY) {
      const at = Math.max(0, tick);
      this.#advance(at);
      this.#played.push({ round: this.#round, tick: at, bytes: event.bytes });
      this.count = this.#played.filter(({ bytes }) => bytes[0] === 0x90 && bytes[2] !== 0).length;
    } else if (this.stepping && !player.running) this.#stepHears(event.bytes);
  }

  /** Takes in where the music is; answers whether it has come round. What was just before the turn may come just after it. */
  #advance(tick: Ticks): boolean {
    const { player } = this.#of;
    const loop = player.loop();
    const half = loop === null ? Infinity : (loop.to - loop.from) / 2;
    const turned = tick < this.#last - half;
    if (turned) this.#round += 1;
    if (turned || tick > this.#last) this.#last = tick;
    return turned;
  }

  #take(): Take {
    const { player, preferences } = this.#of;
    const tick = player.position() ?? Math.max(0, this.#last);
    const loop = player.loop();
    const to = loop?.to ?? Infinity;
    const { recordGrid } = preferences;
    const played = recordGrid === null ? this.#played : onGrid(this.#played, recordGrid, loop);
    return takeOf(played, { round: this.#round, tick, to });
  }

  /** What was played in the rounds before sounds from now on; the whole take stays one entry. */
  #show(): void {
    const into = this.#into;
    if (into === null || this.#played.length === 0) return;
    const take = this.#take();
    this.#gesture ??= this.#of.workspace.gesture();
    this.#gesture.preview((project) => addTake(project, into.sketch, into.lane, take));
    this.#of.desk.refresh();
  }

  /** Where a take goes: the open sketch, what sounds as a sketch, or a new one. */
  #place(): { readonly sketch: string; readonly lane: string } | null {
    const { sketches, player, desk, workspace } = this.#of;
    if (sketches.current === null && player.sounding?.phrase.notes.length) desk.keep();
    else if (sketches.current === null) {
      const { numerator, denominator } = player.meter;
      const length = (NEW_BARS * 4 * TICKS_PER_QUARTER * numerator) / denominator;
      const phrase: Phrase = {
        notes: [],
        length,
        bpm: workspace.project.bpm ?? 120,
        programs: {},
      };
      desk.open(sketches.keep({ phrase, provenance: { from: 'hand' } }).id);
    }
    const sketch = sketches.current;
    const lane = sketch?.lanes.find(({ id }) => id === desk.lane) ?? sketch?.lanes[0];
    return sketch === null || lane === undefined ? null : { sketch: sketch.id, lane: lane.id };
  }

  #stepHears(bytes: readonly number[]): void {
    const [status, pitch = 0, velocity = 0] = bytes;
    const { player, desk } = this.#of;
    if (status === 0x90 && velocity > 0) {
      const into = this.#place();
      if (into === null) return;
      this.#down.add(pitch);
      const start = player.playhead();
      const gesture = desk.editNotes(into.lane);
      const notes = [{ pitch, velocity, start, end: start + this.stepTicks }];
      gesture.preview({ kind: 'add', notes });
      gesture.keep();
    } else if (this.#down.delete(pitch) && this.#down.size === 0) this.rest();
  }

  /** A bar more to write in. */
  #lengthen(): void {
    const { sketches, workspace, player, desk } = this.#of;
    const sketch = sketches.current;
    if (sketch === null) return;
    const { numerator, denominator } = player.meter;
    const bar = (4 * TICKS_PER_QUARTER * numerator) / denominator;
    workspace.edit({ code: 'sketch_lengthen' }, (project: Project) =>
      setSketch(project, sketch.id, { length: sketch.length + bar }),
    );
    desk.refresh();
  }
}
