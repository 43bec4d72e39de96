/** A song whose notes miss the grid gets other beats: tapped, told, counted in triplets, or in steps of a twentieth of a second. */
import { offGridShare } from '#main/music/grid.ts';
import type { Seconds } from '#main/music/note.ts';
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import type { Piece } from '#main/music/piece.ts';
import { canHave, inTriplets, retimed, steadyBeats, TWENTY_HERTZ } from '#main/music/retime.ts';
import { beatsOfTaps, onsetsOf } from '#main/music/taps.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { isProblem } from '#main/music/problem.ts';
import { FASTEST, SLOWEST } from '#main/project/course.ts';
import type { Song } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Session } from './session.svelte.ts';
import { factsOf, readSong } from './song.ts';

/** How beats are told. */
export const WAYS = ['tap', 'tempo', 'triplets', 'frames'] as const;
export type Way = (typeof WAYS)[number];

/** The offers for one song at a time. */
export class Beats {
  way = $state<Way>('tap');
  bpm = $state(120);
  /** Where the first bar begins, seconds from the start of the song. */
  first = $state<Seconds>(0);
  /** Beats a bar. */
  quarters = $state(4);
  /** Where a hand tapped, seconds from the start of the song. */
  taps = $state.raw<readonly Seconds[]>([]);
  /** Hash of the song. */
  #hash = $state<string | null>(null);
  readonly #session: Session;

  /** The song whose beats are told; null where it is gone. */
  readonly song: Song | null = $derived.by(
    () => this.#session.songs.list.find(({ hash }) => hash === this.#hash) ?? null,
  );
  readonly #onsets: readonly Seconds[] = $derived(
    this.song === null ? [] : onsetsOf(this.song.piece),
  );
  /** The song as it would be; null while something is missing. */
  readonly outcome: Piece | null = $derived.by(() => this.#outcome());
  /** Share of onsets off the grid as it would be, 0 to 1. */
  readonly share: number | null = $derived(
    this.outcome === null ? null : offGridShare(this.outcome, 4),
  );
  /** Beats a minute of the taps; null before there are two. */
  readonly tapped: number | null = $derived.by(() => {
    const [first = 0] = this.taps;
    const last = this.taps.at(-1) ?? 0;
    return this.taps.length < 2 ? null : (60 * (this.taps.length - 1)) / (last - first);
  });
  /** Why there is no outcome, or null. */
  readonly whyNot: string | null = $derived.by(() => {
    if (this.song === null) return m.library_beats_gone();
    if (this.outcome !== null) return null;
    return this.way === 'tap' && this.taps.length < 2
      ? m.library_beats_need_taps()
      : m.library_beats_uneven();
  });

  constructor(session: Session) {
    this.#session = session;
  }

  /** Begins with a song, and what its file says. */
  begin({ hash, piece }: Song): void {
    this.#hash = hash;
    this.taps = [];
    const meter = piece.meters[0];
    this.quarters = meter?.denominator === 4 ? Math.min(12, meter.numerator) : 4;
    this.bpm = Math.min(FASTEST, Math.max(SLOWEST, Math.round(factsOf(piece).bpm * 10) / 10));
    this.first = Math.round((onsetsOf(piece)[0] ?? 0) * 100) / 100;
  }

  /** Plays the song for the hand that taps, or stops it. */
  async listen(): Promise<void> {
    if (this.#hash !== null) await this.#session.audition.toggle(this.#hash);
  }

  /** Where the song is heard now, seconds from its start at its own tempo; null while it is not. */
  heard(): Seconds | null {
    const { audition, player } = this.#session;
    const position = player.position();
    const bpm = player.sounding?.bpm ?? null;
    if (this.#hash === null || audition.song !== this.#hash) return null;
    if (position === null || position < 0 || bpm === null) return null;
    return (position * 60) / (bpm * TICKS_PER_QUARTER);
  }

  /** A beat is heard now. While the song is silent it begins; where it came round, tapping begins anew. */
  tap(): void {
    const at = this.heard();
    if (at === null) void this.listen();
    else this.taps = (this.taps.at(-1) ?? -1) < at ? [...this.taps, at] : [at];
  }

  /** The last tap was none. */
  untap(): void {
    this.taps = this.taps.slice(0, -1);
  }

  /** The first bar begins where the song is heard now. */
  firstHere(): void {
    const at = this.heard();
    if (at !== null) this.first = Math.round(at * 100) / 100;
  }

  /** Puts the song with its new beats in the place of the old; undo puts it back. Answers whether that was done. */
  async keep(): Promise<boolean> {
    const { song, outcome } = this;
    const { audition, songs, toasts, desk } = this.#session;
    if (song === null || outcome === null) return false;
    const { name } = song;
    // What is written and read again is what a project opens with.
    const read = await readSong({ name, bytes: Uint8Array.from(writeMidi(outcome)) });
    if (isProblem(read)) throw new Error(`beats: ${read.code}`);
    if (audition.song === song.hash) await audition.toggle(song.hash);
    songs.retime(song.hash, read);
    toasts.say(() => m.library_beats_done({ name }), desk.undoAction());
    return true;
  }

  #outcome(): Piece | null {
    if (this.song === null) return null;
    const { piece } = this.song;
    const { quarters } = this;
    switch (this.way) {
      case 'tap': {
        const times = beatsOfTaps(this.#onsets, this.taps);
        return canHave({ times, quarters }) ? retimed(piece, { times, quarters }) : null;
      }
      case 'tempo': {
        const beats = steadyBeats(this.bpm, this.first, quarters);
        return canHave(beats) ? retimed(piece, beats) : null;
      }
      case 'triplets':
        return inTriplets(piece);
      case 'frames':
        return retimed(piece, TWENTY_HERTZ);
    }
  }
}
