/** What a synthesizer has been told and has not done yet. It can be taken back, which messages to a synthesizer cannot. */
import type { Channel, Pitch, Seconds, Velocity } from '#main/music/note.ts';

/** A note's beginning or end; an end has no velocity. */
export interface NoteEvent {
  readonly kind: 'on' | 'off';
  readonly channel: Channel;
  readonly pitch: Pitch;
  readonly velocity: Velocity;
  readonly time: Seconds;
}

/** A controller, bend, pressure or program; the status is without a channel. */
export interface LaneMessageEvent {
  readonly kind: 'message';
  readonly channel: Channel;
  readonly bytes: readonly [status: number, first: number, second: number];
  readonly time: Seconds;
}

/** Whatever has its time. */
export type AgendaEvent = NoteEvent | LaneMessageEvent;

/** What is to come, in time. */
export class Agenda {
  #coming: AgendaEvent[] = [];
  /** Beginnings that have been done and not ended yet. */
  #on: NoteEvent[] = [];

  add(event: AgendaEvent): void {
    const before = this.#coming.findLastIndex(({ time }) => time <= event.time);
    this.#coming.splice(before + 1, 0, event);
  }

  /** When the next event is due. */
  get next(): Seconds {
    return this.#coming[0]?.time ?? Infinity;
  }

  /** Takes what is due at `time` or was due before, in order. */
  take(time: Seconds): readonly AgendaEvent[] {
    const count = this.#coming.findIndex((event) => event.time > time);
    const due = this.#coming.splice(0, count < 0 ? this.#coming.length : count);
    for (const event of due) {
      if (event.kind === 'message') continue;
      const { kind, channel, pitch } = event;
      this.#on = this.#on.filter((each) => each.channel !== channel || each.pitch !== pitch);
      if (kind === 'on') this.#on.push(event);
    }
    return due;
  }

  /**
   * Forgets a channel's events from `time` on. Answers the pitches that have begun all the same, because the wish came
   * too late: they must be ended at once, since their own ends are forgotten.
   */
  withdraw(channel: Channel, time: Seconds): readonly Pitch[] {
    const gone = (event: AgendaEvent): boolean => event.channel === channel && event.time >= time;
    this.#coming = this.#coming.filter((event) => !gone(event));
    const begun = this.#on.filter(gone).map(({ pitch }) => pitch);
    this.#on = this.#on.filter((event) => !gone(event));
    return begun;
  }

  clear(): void {
    this.#coming = [];
    this.#on = [];
  }
}
