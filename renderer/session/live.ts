/** Plays on ports what the page plays: each stretch of its playing goes as a score to the MIDI process, for the same moment. */
import type { Seconds } from '#main/music/note.ts';
import type { Client } from '#main/protocol/contract.ts';
import type { midi } from '#main/protocol/midi.ts';
import { midiScore, midiSettings } from '#main/transport/midi-score.ts';
import type { Playing, Span } from '#main/transport/playing.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import { offsetOf, Readings, slewed, surer, type Offset } from './common-clock.ts';
import { onlySettingsDiffer, toldSpan, type ToldSpan } from './news.ts';
import { forPage, lanesOn, outputsOf, type Routes } from './routes.ts';

export type Midi = Client<typeof midi>;

/** The playing that ports follow. Seconds are of the page's sound. */
export interface Leader {
  readonly now: () => Seconds;
  readonly playing: () => Playing | null;
  /** The moment of the page's monotonic clock at which a second of its sound is heard. */
  readonly heardAt: (seconds: Seconds) => Seconds;
}

/** A span of the page's playing and what a port was told of it. */
interface Known {
  readonly span: Span;
  readonly told: ToldSpan;
}

/** What plays where: the lanes that go to ports, and the ports that have the MIDI clock. */
interface Plan {
  readonly routes: Routes;
  readonly clocked: ReadonlySet<string>;
}

/** What a port knows: the spans it was told, and by which plan. */
interface Told {
  readonly plan: Plan;
  readonly spans: readonly Known[];
}

const NOTHING: readonly Known[] = [];

/** Queued spans are made anew when what plays before them changes; such a one is known. */
const sameSpan = (one: Span, other: Span): boolean =>
  one === other ||
  (one.timeline === other.timeline && one.at === other.at && one.position === other.position);

/** The ports' side of the playing. */
export class Live {
  #plan: Plan = { routes: {}, clocked: new Set() };
  readonly #midi: Midi;
  readonly #leader: Leader;
  readonly #clock: () => Seconds;
  readonly #failed: (output: string, failure: unknown) => void;
  /** The timelines as they are, by what the page was given of them. */
  readonly #whole = new WeakMap<Timeline, Timeline>();
  readonly #told = new Map<string, Told>();
  readonly #readings = new Readings();
  /** How far the ports' clock is ahead of the page's, and where second 0 of the sound lies on it; null: not measured yet. */
  #offset: Offset | null = null;
  #shift: Seconds | null = null;

  /**
   * @param clock the page's monotonic clock, seconds
   * @param failed hears of an output that could not be played on
   */
  constructor(
    client: Midi,
    leader: Leader,
    clock: () => Seconds,
    failed: (output: string, failure: unknown) => void,
  ) {
    this.#midi = client;
    this.#leader = leader;
    this.#clock = clock;
    this.#failed = failed;
  }

  /** What the page is to play of a timeline: the rest of it is played by ports. */
  share(timeline: Timeline): Timeline {
    const shared = forPage(timeline, this.#plan.routes);
    this.#whole.set(shared, timeline);
    return shared;
  }

  /** Other lanes go to other ports from now on, and the clock to these. */
  route(routes: Routes, clocked: ReadonlySet<string> = new Set()): void {
    this.#plan = { routes, clocked };
    this.follow();
  }

  /** Whether a port follows. */
  get active(): boolean {
    return this.#used().size > 0;
  }

  /** An output forgot everything: it is told anew. */
  forget(output: string): void {
    this.#told.delete(output);
  }

  /** The process is another one: its clock, and what it knows. */
  forgetAll(): void {
    this.#told.clear();
    this.#offset = null;
    this.#shift = null;
    this.#readings.forget();
  }

  /** Measures how the clocks lie; the first time, tells the ports what waited for that. */
  async measure(): Promise<void> {
    const first = this.#offset === null;
    const found = await offsetOf(async () => (await this.#midi.now({})).seconds, this.#clock);
    this.#offset = surer(this.#offset, found);
    if (first) this.follow();
  }

  /** Call four times a second: ports are kept together with the sound, whose clock is another crystal's. */
  keepTogether(): void {
    if (this.#offset === null || this.#shift === null || this.#leader.playing() === null) return;
    const found = this.#readings.read(this.#leader.heardAt(0) + this.#offset.offset);
    const next = slewed(this.#shift, found);
    const shift = next - this.#shift;
    if (shift === 0) return;
    this.#shift = next;
    void this.#midi.steer({ shift }).catch(() => {
      // A process that is gone is told everything anew when it is back.
    });
  }

  /** The playing changed: ports hear of what they do not know yet. */
  follow(): void {
    const used = this.#used();
    for (const output of this.#told.keys()) if (!used.has(output)) this.#release(output);
    const playing = this.#leader.playing();
    if (playing === null) {
      for (const output of used) this.#halt(output);
      this.#shift = null;
    } else if (this.#offset !== null) {
      this.#shift ??= this.#measured(this.#offset.offset);
      for (const output of used) this.#tell(output, playing, this.#shift);
    }
  }

  #used(): ReadonlySet<string> {
    return new Set([...outputsOf(this.#plan.routes), ...this.#plan.clocked]);
  }

  #measured(offset: Seconds): Seconds {
    this.#readings.forget();
    return this.#readings.read(this.#leader.heardAt(0) + offset);
  }

  #tell(output: string, playing: Playing, shift: Seconds): void {
    const told = this.#told.get(output);
    const known = told?.plan === this.#plan ? told.spans : NOTHING;
    const now = this.#leader.now();
    const first = playing.spans.findLastIndex(({ at }) => at <= now);
    const spans = playing.spans.slice(Math.max(0, first));
    // What was to follow and does not any more may lie before what does now.
    const gone = known
      .filter(({ span }) => span.at > now && !spans.some((each) => sameSpan(each, span)))
      .map(({ span }) => span.at);
    const next: Known[] = [];
    let afresh = false;
    for (const span of spans) {
      const same = known.find((each) => sameSpan(each.span, span));
      if (same !== undefined && !afresh) next.push({ ...same, span });
      else {
        const fresh = this.#know(span);
        const before = next.at(-1);
        if (gone.length === 0 && before !== undefined && this.#retune(output, before, fresh, shift))
          // Its notes are those that play, so their place is kept to the last digit.
          next.push({ span, told: { ...fresh.told, origin: before.told.origin } });
        else {
          // The same music from another place on: a person went there.
          const was = known.findLast((each) => each.span.at <= span.at);
          const jumps = was !== undefined && was.span.timeline === span.timeline;
          this.#play(output, fresh, shift, { withdraw: Math.min(span.at, ...gone), jumps });
          gone.length = 0;
          // A score that takes over sweeps away what was to follow it.
          afresh = true;
          next.push(fresh);
        }
      }
    }
    // Nothing new took the place of what was to follow: what plays is told once more, to sweep it away.
    const last = next.at(-1);
    if (gone.length > 0 && last !== undefined)
      this.#play(output, last, shift, { withdraw: Math.min(...gone), jumps: false });
    this.#told.set(output, { plan: this.#plan, spans: next });
  }

  #know(span: Span): Known {
    const whole = this.#whole.get(span.timeline) ?? span.timeline;
    return { span, told: toldSpan(whole, span.position, span.at) };
  }

  /** Tells of other settings where nothing else is new; answers whether that was so. */
  #retune(output: string, { told }: Known, next: Known, shift: Seconds): boolean {
    const { timeline, at } = next.told;
    const lanes = lanesOn(output, timeline, this.#plan.routes);
    if (!onlySettingsDiffer(told, next.told, lanes)) return false;
    const settings = midiSettings(timeline.lanes, lanes);
    this.#midi
      .set({ output, settings, at: at + shift })
      .catch((failure: unknown) => this.#refused(output, failure));
    return true;
  }

  #play(
    output: string,
    { told }: Known,
    shift: Seconds,
    { withdraw, jumps }: { readonly withdraw: Seconds; readonly jumps: boolean },
  ): void {
    const { timeline, at, origin } = told;
    const { routes, clocked } = this.#plan;
    const score = midiScore(timeline, lanesOn(output, timeline, routes), clocked.has(output));
    this.#midi
      .play({
        output,
        score,
        origin: origin + shift,
        at: at + shift,
        withdraw: withdraw + shift,
        jumps,
      })
      .catch((failure: unknown) => this.#refused(output, failure));
  }

  #refused(output: string, failure: unknown): void {
    this.#told.delete(output);
    this.#failed(output, failure);
  }

  #halt(output: string): void {
    if (this.#told.get(output)?.spans.length === 0) return;
    this.#told.set(output, { plan: this.#plan, spans: NOTHING });
    this.#midi.stop({ output }).catch((failure: unknown) => this.#failed(output, failure));
  }

  #release(output: string): void {
    this.#told.delete(output);
    this.#midi.release({ output }).catch((failure: unknown) => this.#failed(output, failure));
  }
}
