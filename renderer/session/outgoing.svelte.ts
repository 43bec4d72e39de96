/** Music on its way to another program by drag or clipboard: its file is there before the gesture begins. */
import { writeMidi } from '#main/music/write-midi.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import type { Sketch, Song } from '#main/project/project.ts';
import { safeFileName } from '#main/protocol/file-name.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desktop } from './doors.ts';
import type { Player } from './player.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** A MIDI file that could go. */
export interface OutgoingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a file is of. */
export type Dragged =
  | { readonly kind: 'sketch'; readonly id: string }
  | { readonly kind: 'song'; readonly hash: string };

/** What the desktop keeps of it; with an `address` the page itself can hand it over. */
interface HandedOut {
  readonly handle: string;
  readonly address: string | null;
}

/** Hands music over. */
export class Outgoing {
  readonly #desktop: Desktop;
  readonly #toasts: Toasts;
  readonly #player: Player;
  #file: OutgoingFile | null = null;
  #coming: Promise<HandedOut> | null = null;
  #there: HandedOut | null = null;
  #dragged: Dragged | null = null;

  constructor(desktop: Desktop, player: Player, toasts: Toasts) {
    this.#desktop = desktop;
    this.#player = player;
    this.#toasts = toasts;
  }

  /** A sketch as it is exported. */
  ofSketch(sketch: Sketch): OutgoingFile {
    const bytes = writeMidi(pieceOfSketch(sketch, this.#player.factorOf(sketch)));
    return { name: safeFileName(sketch.name, '.mid'), bytes: Uint8Array.from(bytes) };
  }

  /** A song as it came in, byte for byte. */
  ofSong({ name, bytes }: Song): OutgoingFile {
    return { name: safeFileName(name, '.mid'), bytes: Uint8Array.from(bytes) };
  }

  /** A hand is about to drag: the file is written now. */
  prepare(file: OutgoingFile, of: Dragged | null = null): void {
    this.#file = file;
    this.#dragged = of;
    this.#there = null;
    const coming = this.#desktop.handOut({ name: file.name, bytes: file.bytes });
    this.#coming = coming;
    coming.then(
      (there) => {
        if (this.#coming === coming) this.#there = there;
      },
      // Said where the drag would begin.
      () => undefined,
    );
  }

  /** The drag begins: the page's own with an address, the system's with a file. */
  begin(event: DragEvent): void {
    const coming = this.#coming;
    if (coming === null || this.#file === null) return event.preventDefault();
    const address = this.#there?.address ?? null;
    if (address !== null && event.dataTransfer !== null) {
      event.dataTransfer.effectAllowed = 'copy';
      event.dataTransfer.setData('DownloadURL', `audio/midi:${this.#file.name}:${address}`);
      return;
    }
    event.preventDefault();
    void this.#toasts.tried(async () => {
      const { handle } = await coming;
      await this.#desktop.drag({ handle });
    });
  }

  /** Whether a file that is dropped here is the one that was dragged from here. */
  isOwn({ name, size }: { readonly name: string; readonly size: number }): boolean {
    return this.#file?.name === name && this.#file.bytes.length === size;
  }

  /** What a drag that is let go in this window is of; null where it comes from elsewhere. */
  landed({ dataTransfer }: DragEvent): Dragged | null {
    const files = [...(dataTransfer?.files ?? [])];
    return files.length === 0 || files.some((file) => this.isOwn(file)) ? this.#dragged : null;
  }

  /** Puts a file into the system's clipboard, to be pasted in a folder or another program. */
  async copy({ name, bytes }: OutgoingFile): Promise<void> {
    await this.#toasts.tried(async () => {
      const { handle } = await this.#desktop.handOut({ name, bytes });
      const { copied } = await this.#desktop.copyFile({ handle });
      if (copied) this.#toasts.say(() => m.app_copied_file({ name }));
      else this.#toasts.warn(m.app_copied_not);
    });
  }
}
