/** The songs of the project: files come in, rows say what became of each, parts can be changed by hand. */
import type { KeyName } from '#main/music/common-key.ts';
import type { Part } from '#main/music/part.ts';
import { isProblem, type ProblemCode, type Repair } from '#main/music/problem.ts';
import type { Song } from '#main/project/project.ts';
import {
  addSong,
  colourSong,
  keySong,
  removeSong,
  renameSong,
  retimeSong,
  setPart,
} from '#main/project/songs.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { IncomingFile } from './incoming.ts';
import { factsOf, hashOf, readSong, type NamedBytes, type NewSong } from './song.ts';
import type { Workspace } from './workspace.svelte.ts';

/** A file that needs a look, and why. It stays until dismissed. */
export type ImportRow = { readonly id: number; readonly file: string } & (
  | { readonly outcome: 'refused'; readonly code: ProblemCode }
  | { readonly outcome: 'failed'; readonly code: string }
  | { readonly outcome: 'repaired'; readonly repaired: readonly Repair[] }
  | { readonly outcome: 'duplicate'; readonly as: string }
  | { readonly outcome: 'off-grid'; readonly share: number; readonly song: string }
  | { readonly outcome: 'skipped' }
  | { readonly outcome: 'nothing' }
);

type RowFact = ImportRow extends infer R ? (R extends ImportRow ? Omit<R, 'id'> : never) : never;

/** Onsets off the grid beyond this share are worth a word. */
const OFF_GRID_WORD = 0.25;

const MIDI_NAME = /\.(midi?|kar|rmi|smf)$/iu;

/** The song list and what happened to files that wanted to be in it. */
export class Songs {
  rows = $state.raw<readonly ImportRow[]>([]);
  /** Reading goes on: how many of how many. */
  reading = $state.raw<{
    readonly done: number;
    readonly total: number;
    /** Seconds that the rest will take, by what was read so far; null where that says nothing yet. */
    readonly secondsLeft: number | null;
  } | null>(null);
  #selected = $state<string | null>(null);
  /** The first hash of each song that got other beats, by every hash it had: undo and redo go between them. */
  readonly #firstHash = new Map<string, string>();
  /** Songs that came with the app and that the person has not made her own. */
  demo = $state.raw<ReadonlySet<string>>(new Set());
  readonly #workspace: Workspace;
  readonly #now: () => number;
  #cancelled = false;
  #nextRow = 1;

  readonly list: readonly Song[] = $derived.by(() => this.#workspace.project.songs);
  readonly bars: number = $derived(
    this.list.reduce((sum, song) => sum + factsOf(song.piece).bars, 0),
  );

  /** @param now milliseconds, from any origin */
  constructor(workspace: Workspace, now: () => number) {
    this.#workspace = workspace;
    this.#now = now;
  }

  /** Hash of the song that is selected, under whichever beats it has now. */
  get selected(): string | null {
    const wanted = this.#selected;
    if (wanted === null || this.list.some(({ hash }) => hash === wanted)) return wanted;
    const first = (hash: string): string => this.#firstHash.get(hash) ?? hash;
    return this.list.find(({ hash }) => first(hash) === first(wanted))?.hash ?? wanted;
  }

  set selected(hash: string | null) {
    this.#selected = hash;
  }

  /**
   * Reads files one after another and adds what is music, as one entry of the history. The demo's songs make room when
   * the first songs of one's own come in.
   * @returns the songs that are new
   */
  async add(files: readonly IncomingFile[]): Promise<readonly Song[]> {
    this.#cancelled = false;
    const fresh: NewSong[] = [];
    const adopted = new Set<string>();
    const began = this.#now();
    const total = files.length;
    this.reading = { done: 0, total, secondsLeft: null };
    for (const [index, file] of files.entries()) {
      if (this.#cancelled) break;
      const song = await this.#read(file, fresh, adopted);
      if (song !== null) fresh.push(song);
      const done = index + 1;
      const each = (this.#now() - began) / 1000 / done;
      this.reading = { done, total, secondsLeft: each * (total - done) };
    }
    this.reading = null;
    if (fresh.length === 0 && adopted.size === 0) return [];
    const leaving = [...this.demo].filter((hash) => !adopted.has(hash));
    this.demo = new Set();
    this.#workspace.edit({ code: 'songs_add', n: fresh.length + adopted.size }, (project) =>
      fresh.reduce(addSong, leaving.reduce(removeSong, project)),
    );
    const own = new Set([...adopted, ...fresh.map(({ hash }) => hash)]);
    return this.list.filter(({ hash }) => own.has(hash));
  }

  /** Another project is opened: rows and choices were about the one before. */
  forget(): void {
    this.rows = [];
    this.selected = null;
    this.demo = new Set();
  }

  /** Stops reading after the file at hand; what was read is kept. */
  cancel(): void {
    this.#cancelled = true;
  }

  dismiss(id: number): void {
    this.rows = this.rows.filter((row) => row.id !== id);
  }

  remove(hash: string): void {
    this.#workspace.edit({ code: 'song_remove', name: this.#nameOf(hash) }, (project) =>
      removeSong(project, hash),
    );
  }

  rename(hash: string, name: string): void {
    this.#workspace.edit({ code: 'song_rename', name: this.#nameOf(hash) }, (project) =>
      renameSong(project, hash, name),
    );
  }

  /** Gives a song another colour and glyph, 1 to 12. */
  colour(hash: string, colour: number): void {
    this.#workspace.edit({ code: 'song_colour', name: this.#nameOf(hash) }, (project) =>
      colourSong(project, hash, colour),
    );
  }

  /** Gives a song other beats: the same music, read from other bytes. It stays selected. */
  retime(hash: string, fresh: Pick<Song, 'hash' | 'bytes' | 'piece'>): void {
    this.#workspace.edit({ code: 'song_retime', name: this.#nameOf(hash) }, (project) =>
      retimeSong(project, hash, fresh),
    );
    // A song of the demo that was worked on is her own.
    this.demo = new Set([...this.demo].filter((each) => each !== hash));
    this.#firstHash.set(fresh.hash, this.#firstHash.get(hash) ?? hash);
    this.rows = this.rows.filter((row) => row.outcome !== 'off-grid' || row.song !== hash);
  }

  /** Says what a track plays; `null` leaves it out. */
  setPart(hash: string, track: number, part: Part | null): void {
    this.#workspace.edit({ code: 'song_part', name: this.#nameOf(hash) }, (project) =>
      setPart(project, hash, track, part),
    );
  }

  /** Names a song's key; null: it is estimated again. */
  setKey(hash: string, key: KeyName | null): void {
    this.#workspace.edit({ code: 'song_key', name: this.#nameOf(hash) }, (project) =>
      keySong(project, hash, key),
    );
  }

  /** Nothing came of what was dropped. */
  nothing(file: string): void {
    this.#row({ file, outcome: 'nothing' });
  }

  async #read(
    file: IncomingFile,
    fresh: readonly NewSong[],
    adopted: Set<string>,
  ): Promise<NewSong | null> {
    if ('refused' in file)
      return this.#row({ file: file.name, outcome: 'failed', code: file.refused });
    let bytes: Uint8Array;
    try {
      bytes = await file.read();
    } catch (error) {
      const code = error instanceof Failure ? error.code : 'unreadable';
      return this.#row({ file: file.name, outcome: 'failed', code });
    }
    return this.#judge({ name: file.name, bytes }, fresh, adopted);
  }

  async #judge(
    file: NamedBytes,
    fresh: readonly NewSong[],
    adopted: Set<string>,
  ): Promise<NewSong | null> {
    const hash = await hashOf(file.bytes);
    const same = [...this.list, ...fresh].find((song) => song.hash === hash);
    if (same !== undefined) {
      if (this.demo.has(hash)) adopted.add(hash);
      else this.#row({ file: file.name, outcome: 'duplicate', as: same.name });
      return null;
    }
    const song = await readSong(file);
    if (isProblem(song)) {
      const other = song.code === 'not-midi' && !MIDI_NAME.test(file.name);
      return this.#row(
        other
          ? { file: file.name, outcome: 'skipped' }
          : { file: file.name, outcome: 'refused', code: song.code },
      );
    }
    const { repaired } = song.piece;
    if (repaired.length > 0) this.#row({ file: file.name, outcome: 'repaired', repaired });
    const { offGrid } = factsOf(song.piece);
    if (offGrid > OFF_GRID_WORD)
      this.#row({ file: file.name, outcome: 'off-grid', share: offGrid, song: hash });
    return song;
  }

  #nameOf(hash: string): string {
    return this.list.find((song) => song.hash === hash)?.name ?? '';
  }

  #row(fact: RowFact): null {
    this.rows = [...this.rows, { ...fact, id: this.#nextRow }];
    this.#nextRow += 1;
    return null;
  }
}
