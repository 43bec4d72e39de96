/** The contract of the answer engine: what the pad, the blend and the map ask of a model. */
import { z } from 'zod';
import { call, contract } from './contract.ts';
import { phrase, phraseNote, shape, songInput } from './music.ts';

const nothing = z.object({});
const position = z.object({ x: z.number(), y: z.number() });
/** Ways to look at the map beside the plane itself. */
const lens = z.enum(['principal', 'umap', 'tsne']);

/** Share of each song in an answer, adding to 1, largest first. */
export const shares = z.array(z.object({ song: z.string(), share: z.number() })).readonly();

/** The model that answered: SHA-256 of its file, and the run that published it while it learned (null: it was loaded). */
const answered = { model: z.string(), run: z.string().nullable() };

/** An answer that can be heard: the phrase, whose it is, and how much the model knows there (0 nothing, 1 a learned point). */
export const answer = z.object({
  phrase,
  shares,
  knowledge: z.number().min(0).max(1),
  ...answered,
});

export const modelSummary = z.object({
  preset: z.string(),
  generation: z.int(),
  steps: z.int(),
  columns: z.int(),
  latent: z.int(),
  hidden: z.int(),
  backend: z.enum(['tensorflow', 'wasm', 'cpu']),
  songs: z
    .array(
      z.object({
        hash: z.string(),
        name: z.string(),
        /** The bar that is most like all of the song; null where none of it is on the map. */
        typicalBar: z.int().nullable(),
      }),
    )
    .readonly(),
  ...answered,
});

/** A point on the map: one segment that starts on a bar line. x and y lie in -1..1. */
export const mapPoint = z.object({
  song: z.string(),
  /** Ticks in the song's own division. */
  tick: z.number(),
  /** Bars from 1. */
  bar: z.int(),
  x: z.number(),
  y: z.number(),
  /** Whether the segment was kept from learning. */
  heldOut: z.boolean(),
  /** The part that stands out in it; null where it is silent. */
  part: z.enum(['melody', 'chords', 'bass', 'drums', 'all']).nullable(),
});

/** One tile of the palette; notes are packed 4 bytes a note: pitch, start step, end step, part index (melody, chords, bass, drums, all). */
export const tile = z.object({
  x: z.number(),
  y: z.number(),
  knowledge: z.number().min(0).max(1),
  shares,
  notes: z.instanceof(Uint8Array),
});

/** One end of a blend: a song, all of it or the segment at a bar. */
export const place = z.object({ song: z.string(), bar: z.int().min(1).optional() });

const weighted = z.array(place.extend({ weight: z.number().min(0) })).min(1);
const way = {
  from: place,
  to: place,
  steps: z.int().min(2).max(64),
  line: z.enum(['linear', 'spherical']),
  shape,
};
const walk = {
  steps: z.int().min(1).max(20000),
  songs: z.array(z.string()).default([]),
  /** Steps of an endless walk that lie before. */
  begin: z.int().min(0).max(10_000_000).optional(),
  variety: z.number().min(0).max(1).default(0.15),
  shape,
};

/** Anything that can be asked of a model, as one value. */
export const wish = z.discriminatedUnion('of', [
  position.extend({ of: z.literal('place'), lens: lens.optional(), shape }),
  z.object({ of: z.literal('segment'), song: z.string(), tick: z.number(), shape }),
  z.object({ of: z.literal('blend'), weights: weighted, shape }),
  z.object({ of: z.literal('between'), index: z.int().min(0), ...way }),
  z.object({ of: z.literal('medley'), ...walk }),
]);

export const answering = contract(
  'answering',
  {
    /** Loads a model file (safetensors bytes). */
    load: call(z.object({ model: z.instanceof(Uint8Array) }), modelSummary),
    summary: call(nothing, modelSummary.nullable()),
    map: call(nothing, z.object({ generation: z.int(), points: z.array(mapPoint).readonly() })),
    /** The map's points in their order, as a lens places them; placing takes its time (`placing` tells), and can be cancelled. */
    lens: call(
      z.object({ lens }),
      z.object({ generation: z.int(), places: z.array(position).readonly() }),
    ),
    palette: call(
      z.object({
        columns: z.int().min(1).max(64),
        rows: z.int().min(1).max(64),
        shape,
        lens: lens.optional(),
      }),
      z.object({
        generation: z.int(),
        steps: z.int(),
        /** Ticks of a step, 480 a quarter. */
        ticks: z.number(),
        tiles: z.array(tile).readonly(),
      }),
    ),
    /** What the model says at a place of the pad. */
    at: call(position.extend({ shape }), answer),
    /** What the model says at one segment's own latent: its reconstruction. */
    reconstruct: call(z.object({ song: z.string(), tick: z.number(), shape }), answer),
    /** N songs with weights (over song means, or over the mean of one bar's segment). */
    blend: call(z.object({ weights: weighted, shape }), answer),
    /** From one place to another in N steps, ends included. */
    between: call(z.object(way), z.object({ answers: z.array(answer).readonly() })),
    /** A walk through songs with bridges; `steps` are grid steps (or frames). */
    medley: call(z.object(walk), answer),
    /** Anything that can be asked, of the model that is played. */
    ask: call(z.object({ wish }), answer),
    /** What a model says that need not be the one that is played, which stays: what was kept is made again. */
    again: call(z.object({ model: z.instanceof(Uint8Array), wish }), answer),
    /** What cleaning a take would put in and take out: cells from probability `add` on, and up to `remove`. */
    clean: call(
      z.object({
        song: songInput,
        add: z.number().min(0.5).max(1),
        remove: z.number().min(0).max(0.5),
      }),
      z.object({
        added: z.array(phraseNote).readonly(),
        removed: z.array(phraseNote).readonly(),
        kept: z.int(),
      }),
    ),
    /** How a piece could go on, for so many windows of the model. */
    goOn: call(z.object({ song: songInput, windows: z.int().min(1).max(16), shape }), answer),
    /** Places a song (or any piece) on the map, and says what it is like. */
    encode: call(
      z.object({ song: songInput }),
      z.object({
        segments: z
          .array(
            z.object({
              tick: z.number(),
              mean: z.array(z.number()),
              deviation: z.array(z.number()),
              x: z.number(),
              y: z.number(),
            }),
          )
          .readonly(),
        /** Songs of the model that it is like, by the nearest ideas; the largest share first. */
        like: shares,
      }),
    ),
  },
  {
    /** New weights or a new placing: ask again for map, palette and the sounding phrase. */
    changed: z.object({ generation: z.int() }),
    /** How much of a lens is placed, 0 to 1. */
    placing: z.object({ lens, done: z.number() }),
  },
);
