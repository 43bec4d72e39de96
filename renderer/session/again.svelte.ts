/** Makes a sketch again from where it came, and says whether it is the same, or why that cannot be. */
import { notesApart, whyNeverAgain, type Decodable } from '#main/project/again.ts';
import { phraseOfSong } from '#main/project/excerpt.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { ModelEntry, Sketch } from '#main/project/project.ts';
import { shaped } from '#main/project/shaped.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desk } from './desk.svelte.ts';
import type { Engines } from './engines.svelte.ts';
import { modelName } from './models.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import { hashOf } from './song.ts';
import type { Songs } from './songs.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import { wishOf } from './wish.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What sketches are made again with. */
export interface AgainSurroundings {
  readonly workspace: Workspace;
  readonly songs: Songs;
  readonly sketches: Sketches;
  readonly engines: Engines;
  readonly desk: Desk;
  readonly toasts: Toasts;
}

/** What came of it: a phrase and who made it, or why there is none. */
export type Remade =
  { readonly phrase: Phrase; readonly by: string } | { readonly why: () => string };

const hashes = new WeakMap<Uint8Array, Promise<string>>();

/** Makes sketches again. */
export class Again {
  readonly #of: AgainSurroundings;
  /** Why the open sketch cannot be made again, as far as can be told at once; null: it can be tried. */
  readonly whyNot: string | null = $derived.by(() => {
    const { current } = this.#of.sketches;
    return current === null ? m.library_again_none() : (this.whyNever(current)?.() ?? null);
  });

  constructor(surroundings: AgainSurroundings) {
    this.#of = surroundings;
  }

  /** Why a sketch can never be made again from what is in the project, or null. */
  whyNever({ provenance }: Sketch): (() => string) | null {
    const never = whyNeverAgain(provenance);
    if (never === 'hand') return m.library_again_hand;
    if (never === 'take') return m.library_again_take;
    if (provenance.from !== 'song') return null;
    const known = this.#of.songs.list.some(({ hash }) => hash === provenance.song);
    return known ? null : m.library_again_song;
  }

  /** Makes a sketch again: says that it is note for note the same, or keeps what came of it beside the one that was edited since. */
  async make(sketch: Sketch): Promise<void> {
    const { toasts, sketches, desk } = this.#of;
    await toasts.tried(async () => {
      const made = await this.remade(sketch);
      if ('why' in made) return toasts.warn(made.why);
      const { by, phrase } = made;
      const { name } = sketch;
      const n = notesApart(sketch, phrase);
      if (n === 0) return toasts.say(() => m.library_again_same({ name, by }));
      const fresh = sketches.keepAgain(sketch, phrase);
      desk.open(fresh.id);
      toasts.say(() => m.library_again_other({ name, by, n }), desk.undoAction());
    });
  }

  /** The phrase that lies where a sketch came from. */
  async remade(sketch: Sketch): Promise<Remade> {
    const why = this.whyNever(sketch);
    if (why !== null) return { why };
    const { provenance, length } = sketch;
    if (provenance.from === 'song') {
      const song = this.#of.songs.list.find(({ hash }) => hash === provenance.song);
      if (song === undefined) return { why: m.library_again_song };
      return { phrase: phraseOfSong(song, provenance.tick, length), by: song.name };
    }
    if (provenance.from === 'hand' || provenance.from === 'take')
      return { why: m.library_again_hand };
    const model = await this.#modelOf(provenance);
    if ('why' in model) return model;
    const client = await this.#of.engines.answering.reach();
    const bytes = Uint8Array.from(model.bytes);
    const { phrase } = await client.again({
      model: bytes,
      wish: wishOf(provenance, provenance.shape),
    });
    return { phrase: shaped(phrase, provenance.shape), by: modelName(model) };
  }

  /** The very model that an origin names: by its hash, since a model may have learned on under the same id, or lie there under another. */
  async #modelOf({
    model,
    modelHash,
  }: Decodable): Promise<ModelEntry | { readonly why: () => string }> {
    const { models } = this.#of.workspace.project;
    const named = models.find(({ id }) => id === model);
    if (modelHash === undefined) return named ?? { why: m.library_again_model };
    for (const entry of named === undefined ? models : [named, ...models])
      if ((await hashOfModel(entry)) === modelHash) return entry;
    if (named === undefined) return { why: m.library_again_model };
    const name = modelName(named);
    return { why: () => m.library_again_learning({ name }) };
  }
}

function hashOfModel({ bytes }: ModelEntry): Promise<string> {
  const known = hashes.get(bytes) ?? hashOf(bytes);
  hashes.set(bytes, known);
  return known;
}
