/** Sketches and songs go through the system's clipboard as text, from window to window and from one run of the app to another. */
import { isProblem } from '#main/music/problem.ts';
import { carriedOf, textOfMidi, textOfSketch, type Carried } from '#main/project/carried.ts';
import { barEnd, STEADY } from '#main/project/course.ts';
import type { Clip } from '#main/project/clip.ts';
import type { Project } from '#main/project/project.ts';
import { keepSketch, keepWhole } from '#main/project/sketches.ts';
import { sketchOfSong } from '#main/project/whole-song.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { chosenOf, type Chosen } from './chosen.ts';
import type { Desktop } from './doors.ts';
import { problemSentence } from './sentences.ts';
import type { Session } from './session.svelte.ts';
import { readSong } from './song.ts';

const REFUSED = {
  nothing: m.library_paste_nothing,
  damaged: m.library_paste_damaged,
  'too-large': m.library_paste_too_large,
};

/** What is pasted came from no place of this project. */
const BY_HAND = { from: 'hand' } as const;

/** The clipboard as the library uses it. */
export class Clipboard {
  /** What was copied here last, for where the system does not let itself be asked. */
  #own: string | null = null;
  readonly #desktop: Desktop;
  readonly #session: Session;

  constructor(desktop: Desktop, session: Session) {
    this.#desktop = desktop;
    this.#session = session;
  }

  /**
   * The text of what a row shows, or else of what is chosen, said to be copied; null where that is nothing.
   * @param item hash of a song or id of a sketch whose row has the focus
   */
  copied(item: string | null): string | null {
    const chosen = this.#named(item) ?? chosenOf(this.#session);
    if (chosen === null) return null;
    const { name } = chosen.kind === 'song' ? chosen.song : chosen.sketch;
    this.#own =
      chosen.kind === 'song' ? textOfMidi(name, chosen.song.bytes) : textOfSketch(chosen.sketch);
    this.#session.toasts.say(() => m.library_copied({ name }));
    return this.#own;
  }

  /** Copies what is chosen where no key of the clipboard was pressed. */
  async copy(): Promise<void> {
    const text = this.copied(null);
    if (text === null) return;
    await this.#session.toasts.tried(async () => void (await this.#desktop.copyText({ text })));
  }

  /** Puts the music of a text among the sketches and opens it, or says why not. */
  async paste(text: string): Promise<void> {
    const { toasts } = this.#session;
    const carried = carriedOf(text);
    if (typeof carried === 'string') return toasts.warn(REFUSED[carried]);
    const name = nameOf(carried);
    const verb = await this.#verb(carried, name);
    if (typeof verb === 'string') return toasts.warn(() => verb);
    const { sketches, desk, shelf } = this.#session;
    desk.open(sketches.paste(name, verb).id);
    shelf.show('sketches');
    toasts.say(() => m.library_pasted({ name }), desk.undoAction());
  }

  /** Pastes what the system lets itself be asked for, or what was copied in this window last. */
  async pasteUnasked(): Promise<void> {
    const text = await navigator.clipboard.readText().catch(() => this.#own);
    if (text === null) this.#session.toasts.warn(m.library_paste_unasked);
    else await this.paste(text);
  }

  /** How the project becomes one with what is carried, or a sentence that says why it cannot. */
  async #verb(carried: Carried, name: string): Promise<((project: Project) => Project) | string> {
    switch (carried.kind) {
      case 'sketch':
        return (project) => keepWhole(project, carried.sketch);
      case 'notes':
        return (project) => withNotes(project, carried.clip, name);
      case 'midi': {
        const song = await readSong({ name, bytes: carried.bytes });
        if (isProblem(song))
          return m.library_paste_refused({ name, why: problemSentence(song.code) });
        const sketch = sketchOfSong(song, { id: '', name, firstNote: 1 });
        return (project) => keepWhole(project, { ...sketch, provenance: BY_HAND });
      }
    }
  }

  #named(item: string | null): Chosen | null {
    const sketch = this.#session.sketches.byId(item);
    if (sketch !== null) return { kind: 'sketch', sketch };
    const song = this.#session.songs.list.find(({ hash }) => hash === item);
    return song === undefined ? null : { kind: 'song', song };
  }
}

function nameOf(carried: Carried): string {
  const name =
    carried.kind === 'sketch' ? carried.sketch.name : carried.kind === 'midi' ? carried.name : '';
  return name.trim() === '' ? m.library_paste_name() : name;
}

/** Notes alone say nothing of tempo and meter: they get those of the project, and whole bars. */
function withNotes(project: Project, { notes, length }: Clip, name: string): Project {
  const phrase = {
    notes: notes.map((note) => ({ ...note, part: 'melody' as const })),
    length: barEnd({ meter: project.meter, course: STEADY }, Math.max(1, length)),
    bpm: project.bpm ?? 120,
    programs: {},
  };
  return keepSketch(project, phrase, name, BY_HAND);
}
