/** What sounded in the last minutes, swap by swap, so that it can be kept as notes even though nobody pressed record. */
import type { Seconds } from '#main/music/note.ts';
import { performanceOf, type Performance } from '#main/transport/performance.ts';
import { begin, takeOver, type Playing } from '#main/transport/playing.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import type { Sound } from './doors.ts';
import type { Place } from './playable.ts';

/** How long it is remembered. */
const MEMORY: Seconds = 300;

/** From second `at` on a timeline played from tick `position`. */
interface Entry {
  readonly timeline: Timeline;
  readonly at: Seconds;
  readonly position: number;
}

/** Where the hand was, on the sound's clock. */
export interface Move extends Place {
  readonly at: Seconds;
}

/** The memory of what sounded since the music was started last. */
export class HeardLog {
  #entries: Entry[] = [];
  #moves: Move[] = [];
  /** When the music stopped; null: it goes on. */
  #ended: Seconds | null = null;
  /** What all lanes play, by what the page alone was given of it. */
  readonly #whole = new WeakMap<Timeline, Timeline>();

  /** Follows a sound: all that is asked of it is remembered as it then plays. */
  follow(sound: Sound): Sound {
    const looked = <T>(answer: T, timeline: Timeline | null = null): T => {
      this.#look(sound.playing(), timeline, sound.now());
      return answer;
    };
    return {
      ...sound,
      play: (timeline, position) => {
        if (sound.playing() === null) this.#begin();
        return looked(sound.play(timeline, position), timeline);
      },
      swap: (timeline, boundary) => looked(sound.swap(timeline, boundary), timeline),
      replace: (timeline) => looked(sound.replace(timeline), timeline),
      seek: (position) => looked(sound.seek(position)),
      stop: () => {
        this.#end(sound);
        sound.stop();
      },
      panic: () => {
        this.#end(sound);
        sound.panic();
      },
    };
  }

  /** The hand went somewhere. */
  moved(place: Place, at: Seconds): void {
    this.#moves.push({ x: place.x, y: place.y, at });
    if ((this.#moves[0]?.at ?? at) < at - MEMORY)
      this.#moves = this.#moves.filter((move) => move.at >= at - MEMORY);
  }

  /** The last stretch of music: from when to when it is remembered; null: there was none. */
  stretch(now: Seconds): { readonly from: Seconds; readonly to: Seconds } | null {
    const [first] = this.#entries;
    if (first === undefined) return null;
    const to = this.#ended ?? now;
    const from = Math.max(first.at, to - MEMORY);
    return to > from ? { from, to } : null;
  }

  /** What was heard between two seconds of the last stretch. */
  between(from: Seconds, to: Seconds): Performance {
    let playing: Playing | null = null;
    for (const { timeline, position, at } of this.#entries)
      playing =
        playing === null
          ? begin(timeline, position, at)
          : takeOver(playing, timeline, position, at);
    return performanceOf(playing?.spans ?? [], from, to);
  }

  /** Where the hand was between two seconds, with where it was when they began. */
  moves(from: Seconds, to: Seconds): readonly Move[] {
    const before = this.#moves.findLast(({ at }) => at <= from);
    const during = this.#moves.filter(({ at }) => at > from && at < to);
    return before === undefined ? during : [{ ...before, at: from }, ...during];
  }

  #begin(): void {
    this.#entries = [];
    this.#ended = null;
  }

  #end(sound: Sound): void {
    this.#look(sound.playing(), null, sound.now());
    if (this.#ended === null && sound.playing() !== null) this.#ended = sound.now();
  }

  /** Takes in what plays now: what lies ahead may have been withdrawn since the last look. */
  #look(playing: Playing | null, timeline: Timeline | null, now: Seconds): void {
    const [first] = playing?.spans ?? [];
    if (playing === null || first === undefined) return;
    const known = playing.spans.map((span): Entry => {
      if (timeline !== null && !this.#whole.has(span.timeline))
        this.#whole.set(span.timeline, timeline);
      const whole = this.#whole.get(span.timeline) ?? span.timeline;
      return { timeline: whole, at: span.at, position: span.position };
    });
    const all = [...this.#entries.filter(({ at }) => at < first.at), ...known];
    const begun = all.findLastIndex(({ at }) => at <= now - MEMORY);
    this.#entries = all.slice(Math.max(0, begun));
    this.#ended = null;
  }
}
