/** Copy, cut and paste of notes, by the events of the system's clipboard, so that no permission is needed and windows share them. */
import { carriedOf } from '#main/project/carried.ts';
import { clipOf, clipOfText, pastedAt, textOfClip, type Clip } from '#main/project/clip.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { snapNearest } from './grid/snap.ts';
import type { RollAction } from './names.ts';
import type { Performer, RollNow } from './performer.ts';

/** What a clipboard needs of its roll. */
export interface ClipboardNow extends RollNow {
  /** Why notes cannot be changed, or null. */
  readonly why: string | null;
  readonly say: (sentence: () => string) => void;
}

/** The actions that go through the clipboard. */
export const CLIPBOARD: ReadonlySet<RollAction> = new Set(['copy', 'cut', 'paste']);

/** The clipboard of one roll. */
export class RollClipboard {
  /** What was copied here last, for where the system does not let itself be asked. */
  #own: Clip | null = null;
  readonly #performer: Performer;
  readonly #now: () => ClipboardNow;

  constructor(performer: Performer, now: () => ClipboardNow) {
    this.#performer = performer;
    this.#now = now;
  }

  /** Puts the selected notes into the clipboard; answers whether there were any. */
  copy(event: ClipboardEvent): boolean {
    if (event.target instanceof HTMLInputElement) return false;
    const { chosen, grid } = this.#now();
    const clip = clipOf(chosen, grid);
    if (clip === null) return false;
    this.#own = clip;
    event.clipboardData?.setData('text/plain', textOfClip(clip));
    event.preventDefault();
    return true;
  }

  /** The same, and takes them away. */
  cut(event: ClipboardEvent): void {
    const { why, chosen, say } = this.#now();
    if (!this.copy(event)) return;
    if (why !== null) return say(() => why);
    this.#performer.commit({ kind: 'delete', ids: new Set(chosen.map(({ id }) => id)) });
  }

  /** Notes of the clipboard come to the playhead, which goes behind them; files, sketches and songs are the library's; what is no music is said. */
  paste(event: ClipboardEvent): void {
    if (event.target instanceof HTMLInputElement) return;
    const carried = carriedOf(event.clipboardData?.getData('text/plain') ?? '');
    const files = event.clipboardData?.files.length ?? 0;
    if (files > 0 || (typeof carried === 'object' && carried.kind !== 'notes')) return;
    event.preventDefault();
    this.#paste(typeof carried === 'object' ? carried.clip : null);
  }

  /** Pastes what the system lets itself be asked for, or what was copied here last. */
  async pasteUnasked(): Promise<void> {
    // Where it is denied, what was copied in this window is still known.
    const text = await navigator.clipboard.readText().catch(() => null);
    this.#paste(text === null ? this.#own : clipOfText(text));
  }

  #paste(clip: Clip | null): void {
    const { lane, why, grid, playhead, seek, say } = this.#now();
    if (why !== null) return say(() => why);
    if (clip === null) return say(m.roll_paste_nothing);
    if (lane === null) return say(m.roll_spoken_no_lane);
    const tick = Math.max(0, snapNearest(playhead ?? 0, grid));
    this.#performer.commit({ kind: 'add', notes: pastedAt(clip, tick), from: 'clipboard' });
    seek(tick + Math.ceil(clip.length / grid) * grid);
  }
}
