/** Plays on ports what the page plays: each stretch of its playing goes as a score to the MIDI process, for the same moment. */
import type { Seconds } from '#main/music/note.ts';
import type { Client } from '#main/protocol/contract.ts';
import type { midi } from '#main/protocol/midi.ts';
import { midiOrigin, midiScore } from '#main/transport/midi-score.ts';
import type { Playing, Span } from '#main/transport/playing.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import { offsetOf, Readings, slewed } from './common-clock.ts';
import { channelsOn, forPage, outputsOf, type Routes } from './routes.ts';

export type Midi = Client<typeof midi>;

/** The playing that ports follow. Seconds are of the page's sound. */
export interface Leader {
  readonly now: () => Seconds;
  readonly playing: () => Playing | null;
  /** The moment of the page's monotonic clock at which a second of its sound is heard. */
  readonly heardAt: (seconds: Seconds) => Seconds;
}

/** What the ports know: the spans they were told, and by which routes. */
interface Told {
  readonly routes: Routes;
  readonly spans: readonly Span[];
}

const NOTHING: readonly Span[] = [];

/** The ports' side of the playing. */
export class Live {
  #routes: Routes = {};
  readonly #midi: Midi;
  readonly #leader: Leader;
  readonly #clock: () => Seconds;
  readonly #failed: (output: string, failure: unknown) => void;
  /** The timelines as they are, by what the page was given of them. */
  readonly #whole = new WeakMap<Timeline, Timeline>();
  readonly #told = new Map<string, Told>();
  readonly #readings = new Readings();
  /** How far the ports' clock is ahead of the page's, and where second 0 of the sound lies on it; null: not measured yet. */
  #offset: Seconds | null = null;
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
    const shared = forPage(timeline, this.#routes);
    this.#whole.set(shared, timeline);
    return shared;
  }

  /** Other lanes go to other ports from now on. */
  route(routes: Routes): void {
    this.#routes = routes;
    this.follow();
  }

  /** Whether a port follows. */
  get active(): boolean {
    return outputsOf(this.#routes).size > 0;
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
    this.#offset = await offsetOf(async () => (await this.#midi.now({})).seconds, this.#clock);
    if (first) this.follow();
  }

  /** Call about once a second: ports are kept together with the sound, whose clock is another crystal's. */
  keepTogether(): void {
    if (this.#offset === null || this.#shift === null || this.#leader.playing() === null) return;
    const found = this.#readings.read(this.#leader.heardAt(0) + this.#offset);
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
    const used = outputsOf(this.#routes);
    for (const output of this.#told.keys()) if (!used.has(output)) this.#release(output);
    const playing = this.#leader.playing();
    if (playing === null) {
      for (const output of used) this.#halt(output);
      this.#shift = null;
    } else if (this.#offset !== null) {
      this.#shift ??= this.#measured(this.#offset);
      for (const output of used) this.#tell(output, playing, this.#shift);
    }
  }

  #measured(offset: Seconds): Seconds {
    this.#readings.forget();
    return this.#readings.read(this.#leader.heardAt(0) + offset);
  }

  #tell(output: string, playing: Playing, shift: Seconds): void {
    const told = this.#told.get(output);
    const known = told?.routes === this.#routes ? told.spans : NOTHING;
    const now = this.#leader.now();
    const first = playing.spans.findLastIndex(({ at }) => at <= now);
    const spans = playing.spans.slice(Math.max(0, first));
    const fresh = spans.findIndex((span) => !known.includes(span));
    this.#told.set(output, { routes: this.#routes, spans });
    if (fresh < 0) return;
    // What was to follow and does not any more may lie before what does now.
    const gone = known.filter((span) => span.at > now && !spans.includes(span)).map(({ at }) => at);
    for (const span of spans.slice(fresh)) {
      this.#play(output, span, shift, Math.min(span.at, ...gone));
      gone.length = 0;
    }
  }

  #play(output: string, { timeline, position, at }: Span, shift: Seconds, withdraw: Seconds): void {
    const whole = this.#whole.get(timeline) ?? timeline;
    // Past the loop's end it is not gone round any more.
    const once = whole.loop !== null && position >= whole.loop.to;
    const played = once ? { ...whole, loop: null } : whole;
    const score = midiScore(played, channelsOn(output, played, this.#routes));
    const moment = at + shift;
    this.#midi
      .play({
        output,
        score,
        origin: midiOrigin(played, position, moment),
        at: moment,
        withdraw: withdraw + shift,
      })
      .catch((failure: unknown) => {
        this.#told.delete(output);
        this.#failed(output, failure);
      });
  }

  #halt(output: string): void {
    if (this.#told.get(output)?.spans.length === 0) return;
    this.#told.set(output, { routes: this.#routes, spans: NOTHING });
    this.#midi.stop({ output }).catch((failure: unknown) => this.#failed(output, failure));
  }

  #release(output: string): void {
    this.#told.delete(output);
    this.#midi.release({ output }).catch((failure: unknown) => this.#failed(output, failure));
  }
}
