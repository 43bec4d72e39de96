/** What the model suggests for a sketch: which notes of a take to put in and take out, and how a phrase goes on. */
import type { PhraseNote } from '#main/music/phrase.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import type { Sketch } from '#main/project/project.ts';
import { cleaned, lacking, notesMeant, wentOn } from '#main/project/suggested.ts';
import { decodedShape, shaped } from '#main/project/shaped.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desk } from './desk.svelte.ts';
import type { Engines } from './engines.svelte.ts';
import type { Face } from './face.svelte.ts';
import type { Model } from './model.svelte.ts';
import { Newest } from './newest.ts';
import type { Player } from './player.svelte.ts';
import type { Shape } from './shape.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** How boldly a take is cleaned. */
export const BOLDNESS = ['careful', 'usual', 'bold'] as const;
export type Boldness = (typeof BOLDNESS)[number];

/** From which probability on a cell is put in, and up to which it is taken out. */
const SURE: Readonly<Record<Boldness, { readonly add: number; readonly remove: number }>> = {
  careful: { add: 0.97, remove: 0.005 },
  usual: { add: 0.9, remove: 0.02 },
  bold: { add: 0.75, remove: 0.08 },
};

/** What would be changed. */
export interface Suggestion {
  readonly added: readonly PhraseNote[];
  readonly removed: readonly PhraseNote[];
  readonly kept: number;
}

/** What suggestions are made with. */
export interface SuggestingParts {
  readonly workspace: Workspace;
  readonly sketches: Sketches;
  readonly engines: Engines;
  readonly model: Model;
  readonly player: Player;
  readonly desk: Desk;
  readonly face: Face;
  readonly shape: Shape;
  readonly toasts: Toasts;
}

/** The suggestions. */
export class Suggesting {
  boldness = $state<Boldness>('usual');
  /** What is suggested for the sketch that is open; null: it is still being asked. */
  found = $state.raw<Suggestion | null>(null);
  putIn = $state(true);
  takeOut = $state(true);
  /** Whether an answer is waited for. */
  working = $state(false);
  readonly #of: SuggestingParts;
  readonly #asking: Newest<{ readonly sketch: Sketch; readonly boldness: Boldness }, Suggestion>;

  /** Why nothing can be suggested, or null. */
  readonly whyNot: string | null = $derived.by(() => {
    const { model, sketches } = this.#of;
    if (!model.ready) return m.learn_none();
    const notes = sketches.current?.lanes.some((lane) => lane.notes.length > 0) ?? false;
    return notes ? null : m.suggest_needs_sketch();
  });

  /** More is taken out than stays: the model hardly knows this music. */
  readonly harms: boolean = $derived(
    this.found !== null && this.found.removed.length > this.found.kept,
  );

  /** What of the suggestion is chosen. */
  readonly chosen: Pick<Suggestion, 'added' | 'removed'> = $derived({
    added: this.putIn ? (this.found?.added ?? []) : [],
    removed: this.takeOut ? (this.found?.removed ?? []) : [],
  });

  constructor(parts: SuggestingParts) {
    this.#of = parts;
    this.#asking = new Newest(
      async ({ sketch, boldness }, signal) => {
        const client = await parts.engines.answering.reach();
        const found = await client.clean({ song: inputOf(sketch), ...SURE[boldness] }, signal);
        return { ...found, added: lacking(sketch, found.added) };
      },
      (found) => {
        this.found = found;
      },
      (failure) => {
        parts.face.sheet = null;
        void parts.toasts.tried(() => Promise.reject(failure));
      },
    );
  }

  /** Asks what cleaning the open sketch would change, and shows it. */
  look(): void {
    if (this.whyNot !== null) return;
    this.#of.face.sheet = 'clean';
    this.choose(this.boldness);
  }

  /** Cleans more or less boldly. */
  choose(boldness: Boldness): void {
    const { current } = this.#of.sketches;
    if (current === null) return;
    this.boldness = boldness;
    this.found = null;
    this.#asking.put({ sketch: current, boldness });
  }

  /** Does what is chosen of it, as one entry of the history. */
  clean(): void {
    const { workspace, sketches, desk, toasts } = this.#of;
    const { current } = sketches;
    if (current === null || this.found === null) return;
    const { chosen } = this;
    const n = chosen.added.length + notesMeant(current, chosen.removed).size;
    if (n === 0) return;
    const { id, name } = current;
    workspace.edit({ code: 'sketch_clean', name, n }, (project) => cleaned(project, id, chosen));
    desk.refresh();
    toasts.say(() => m.suggest_cleaned({ name, n }), desk.undoAction());
  }

  /** Lets the open sketch go on for a window of the model, in the shape of the moment. */
  async goOn(): Promise<void> {
    const { workspace, sketches, desk, toasts, engines, shape } = this.#of;
    const { current } = sketches;
    if (this.whyNot !== null || current === null || this.working) return;
    const { id, name } = current;
    const { setting } = shape;
    this.working = true;
    await toasts.tried(async () => {
      const client = await engines.answering.reach();
      const asked = { song: inputOf(current), windows: 1, shape: decodedShape(setting) };
      const phrase = shaped((await client.goOn(asked)).phrase, setting);
      const n = phrase.notes.length;
      workspace.edit({ code: 'sketch_go_on', name, n }, (project) => wentOn(project, id, phrase));
      desk.refresh();
      toasts.say(() => m.suggest_went_on({ name, n }), desk.undoAction());
    });
    this.working = false;
  }
}

/** A sketch as an engine reads it. */
function inputOf(sketch: Sketch): SongInput {
  const parts = sketch.lanes
    .filter(({ notes, events }) => notes.length > 0 || events.length > 0)
    .map(({ part }) => part);
  const bytes = Uint8Array.from(writeMidi(pieceOfSketch(sketch)));
  return { hash: '', name: sketch.name, bytes, parts };
}
