/** The sound bank that General MIDI plays: the app's own, or a SoundFont or DLS file of the person's, kept by its name. */
import { Failure } from '#main/protocol/failure.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desktop, Sound } from './doors.ts';
import { incomingFiles, type IncomingFile } from './incoming.ts';
import { codeSentence } from './sentences.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Voices } from './voices.svelte.ts';

/** Whether a file is a sound bank by its name. */
export const isBankName = (name: string): boolean => /\.(sf2|sf3|dls)$/iu.test(name);

/** The largest bank that is read: all of it lies in the memory of the audio thread. */
const LARGEST = 512 * 2 ** 20;

/** The kinds of RIFF files that are banks: SoundFont 2 and 3, and DLS. */
const KINDS: readonly string[] = ['sfbk', 'sfpk', 'DLS '];

const textAt = (bytes: Uint8Array, from: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + 4));

/** Why bytes cannot be a sound bank (the code of a sentence), or null. */
export function whyNoBank(bytes: Uint8Array): string | null {
  if (bytes.byteLength > LARGEST) return 'bank_huge';
  const riff = textAt(bytes, 0) === 'RIFF' && KINDS.includes(textAt(bytes, 8));
  return riff ? null : 'bank_not_one';
}

/** The bank. */
export class Banks {
  /** Name of the person's own bank; null: the app's plays. */
  name = $state<string | null>(null);
  readonly #desktop: Desktop;
  readonly #sound: Sound;
  readonly #voices: Voices;
  readonly #toasts: Toasts;

  constructor(desktop: Desktop, sound: Sound, voices: Voices, toasts: Toasts) {
    this.#desktop = desktop;
    this.#sound = sound;
    this.#voices = voices;
    this.#toasts = toasts;
  }

  /** The bank that was brought before is taken up again; it is read when something plays it. */
  async find(): Promise<void> {
    // A window without storage has the app's own.
    this.name = await this.#sound.ownBank().catch(() => null);
  }

  /** Asks for a bank and lets it play. */
  async open(): Promise<void> {
    await this.#toasts.tried(async () => {
      const chosen = await this.#desktop.open({ kind: 'bank' });
      const [file] = chosen === null ? [] : incomingFiles(chosen, this.#desktop);
      if (file !== undefined) await this.take(file);
    });
  }

  /** Lets a bank that came in play, and keeps it; one that is none is refused by a sentence, and the one before plays on. */
  async take(file: IncomingFile): Promise<void> {
    const { name } = file;
    if ('refused' in file) return this.#refuse(name, codeSentence(file.refused));
    await this.#toasts.tried(async () => {
      const bytes = await file.read();
      const why = whyNoBank(bytes);
      if (why !== null) return this.#refuse(name, codeSentence(why));
      const blob = new Blob([Uint8Array.from(bytes)]);
      const kept = await this.#load(name, () =>
        this.#sound.useBank({ name, bytes: blob }, (share) => (this.#voices.loaded = share)),
      );
      if (kept === null) return;
      this.name = name;
      this.#voices.kind = 'gm';
      this.#toasts.say(() => (kept ? m.bank_plays({ name }) : m.bank_plays_unkept({ name })));
    });
  }

  /** Back to the app's own bank. */
  async drop(): Promise<void> {
    const { name } = this;
    if (name === null) return;
    await this.#toasts.tried(async () => {
      await this.#sound.useBank(null, (share) => (this.#voices.loaded = share));
      this.name = null;
      this.#toasts.say(m.bank_own_plays);
    });
    this.#voices.loaded = null;
  }

  async #load(name: string, load: () => Promise<boolean>): Promise<boolean | null> {
    this.#voices.loaded = 0;
    try {
      return await load();
    } catch (failure) {
      if (failure instanceof Failure) throw failure;
      this.#refuse(name, m.bank_broken());
      return null;
    } finally {
      this.#voices.loaded = null;
    }
  }

  #refuse(name: string, why: string): void {
    this.#toasts.warn(() => m.bank_refused({ name, why }));
  }
}
