/** Files that come in and go out: songs and sketches as MIDI, models as they were learned. */
import { writeMidi } from '#main/music/write-midi.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import type { Chosen } from '#main/protocol/desktop.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desk } from './desk.svelte.ts';
import type { Desktop } from './doors.ts';
import { incomingFiles, type IncomingFile } from './incoming.ts';
import { modelName } from './models.svelte.ts';
import type { Player } from './player.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Songs } from './songs.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';
import type { Writer } from './writer.ts';

/** What files are made of. */
export interface Written {
  readonly workspace: Workspace;
  readonly songs: Songs;
  readonly sketches: Sketches;
  readonly player: Player;
  readonly desk: Desk;
  readonly toasts: Toasts;
  readonly writer: Writer;
}

/** Asks the desktop for files, and gives it some. */
export class Files {
  readonly #desktop: Desktop;
  readonly #of: Written;
  readonly #incoming: (files: readonly IncomingFile[]) => Promise<void>;

  /** @param incoming what to do with files that came in */
  constructor(
    desktop: Desktop,
    written: Written,
    incoming: (files: readonly IncomingFile[]) => Promise<void>,
  ) {
    this.#desktop = desktop;
    this.#of = written;
    this.#incoming = incoming;
    desktop.on('opened', (chosen) => void this.#take(chosen));
  }

  /** Asks for songs, or for a folder of them. */
  async openSongs(folder: boolean): Promise<void> {
    await this.#of.toasts.tried(async () => {
      const chosen = await this.#desktop.open({ kind: 'midi', folder });
      if (chosen !== null) await this.#take(chosen);
    });
  }

  /** Writes what is shown as a MIDI file. */
  async exportMidi(): Promise<void> {
    const { desk, sketches, player, toasts, writer } = this.#of;
    const { shown } = desk;
    if (shown === null) return;
    const name = sketches.current?.name ?? m.app_untitled();
    await toasts.tried(async () => {
      const piece = pieceOfSketch({ ...shown, name }, player.factorOf(shown));
      const bytes = Uint8Array.from(writeMidi(piece));
      await writer.write({ kind: 'midi', name: `${name}.mid`, bytes });
    });
  }

  /** Writes the model that the pad plays as a file, which the command line reads too. */
  async saveModel(): Promise<void> {
    const { workspace, toasts, writer } = this.#of;
    const { models, model } = workspace.project;
    const entry = models.find(({ id }) => id === model);
    if (entry === undefined) return;
    await toasts.tried(async () => {
      const name = `${modelName(entry)}.safetensors`;
      await writer.write({ kind: 'model', name, bytes: Uint8Array.from(entry.bytes) });
    });
  }

  async #take(chosen: Chosen): Promise<void> {
    const incoming = incomingFiles(chosen, this.#desktop);
    if (incoming.length > 0) await this.#incoming(incoming);
    else this.#of.songs.nothing(chosen.name);
  }
}
