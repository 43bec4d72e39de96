/** The answer engine's service: answers pad, map and blend with the model that is played, and takes new weights over between two answers. */
import type { answering } from '#main/protocol/answering.ts';
import type { Service } from '#main/protocol/contract.ts';
import type { weights } from '#main/protocol/weights.ts';
import { ticksPerStep } from '#main/segments/notes.ts';
import { encoded } from './answering/encode.ts';
import { between } from './answering/journey.ts';
import { palette } from './answering/palette.ts';
import { recognised, tallied } from './answering/recognise.ts';
import { Stage, type Known } from './answering/stage.ts';
import { continued, suggestions } from './answering/suggest.ts';
import { Turns } from './answering/turns.ts';
import { answerTo, type Wish } from './answering/wish.ts';
import type { OfferAnswering } from './offers.ts';

export { openInstrument } from './answering/open.ts';

/** What a window is told of the model that is played. */
function summaryOf({ instrument, model: hash, run }: Known, generation: number) {
  const { model, network } = instrument;
  return {
    preset: model.preset,
    generation,
    steps: model.representation.steps,
    columns: model.columns.length,
    latent: model.architecture.latent,
    hidden: model.architecture.hidden,
    backend: network.backend,
    songs: model.songs.map(({ hash: song, name }, index) => ({
      hash: song,
      name,
      typicalBar: instrument.typicalBar(index),
    })),
    model: hash,
    run,
  };
}

/** The map of a model. */
const pointsOf = ({ instrument }: Known) => {
  const { model, standingOut } = instrument;
  return model.segments.map(({ song, tick, bar, x, y, heldOut }, index) => ({
    song: model.songs[song]?.hash ?? '',
    tick,
    bar,
    x,
    y,
    heldOut,
    part: standingOut[index] ?? null,
  }));
};

/** Makes the service (`answers`) and its back door for the learn engine (`takesOver`). */
export const answeringService: OfferAnswering = (emit) => {
  const turns = new Turns();
  const stage = new Stage(turns);
  const take = async (bytes: Uint8Array, run: string | null) => {
    await stage.take(bytes, run);
    const { generation } = stage;
    emit('changed', { generation });
    return { generation };
  };
  const told = async ({ instrument, model, run }: Known, asked: Wish) => ({
    ...(await answerTo(instrument, asked)),
    model,
    run,
  });
  const tell = (asked: Wish) => {
    turns.asked();
    return stage.known.use((known) => told(known, asked));
  };
  const answers: Service<typeof answering> = {
    load: async ({ model }) => {
      await take(model, null);
      return summaryOf(stage.known, stage.generation);
    },
    summary: () => (stage.empty ? null : summaryOf(stage.known, stage.generation)),
    map: () => ({ generation: stage.generation, points: stage.empty ? [] : pointsOf(stage.known) }),
    lens: async ({ lens }, signal) => {
      const { generation } = stage;
      if (stage.empty) return { generation, places: [] };
      const heard = (done: number) => emit('placing', { lens, done });
      const { positions } = await stage.known.instrument.planeOf(lens, heard, signal);
      return { generation, places: positions };
    },
    palette: ({ columns, rows, shape, lens }, signal) => {
      stage.looking = lens;
      const { generation } = stage;
      return stage.known.use(async ({ instrument }) => ({
        generation,
        steps: instrument.model.representation.steps,
        ticks: ticksPerStep(instrument.model.representation),
        tiles: await palette(instrument, { columns, rows }, shape, turns, lens, signal),
      }));
    },
    at: (asked) => tell({ of: 'place', ...asked }),
    reconstruct: (asked) => tell({ of: 'segment', ...asked }),
    blend: (asked) => tell({ of: 'blend', ...asked }),
    between: ({ from, to, steps, line, shape }) =>
      stage.known.use(async ({ instrument, model, run }) => {
        const found = await between(instrument, from, to, steps, line, shape);
        return { answers: found.map((each) => ({ ...each, model, run })) };
      }),
    medley: (asked) => tell({ of: 'medley', ...asked }),
    ask: ({ wish }) => tell(wish),
    again: ({ model, wish }) => stage.asking(model, (known) => told(known, wish)),
    clean: ({ song, add, remove }) =>
      stage.known.use(({ instrument }) => suggestions(instrument, song, { add, remove })),
    goOn: ({ song, windows, shape }) =>
      stage.known.use(async ({ instrument, model, run }) => ({
        ...(await continued(instrument, song, windows, shape)),
        model,
        run,
      })),
    encode: async ({ song }) => {
      const { placed, like } = await stage.known.use(async ({ instrument }) => {
        const found = await encoded(instrument, song);
        const { segments: known, songs } = instrument.model;
        const each = tallied(found.map(({ mean }) => recognised(mean, known)));
        const named = each.map(({ song: index, share }) => ({
          song: songs[index]?.hash ?? '',
          share,
        }));
        return { placed: found, like: named };
      });
      const segments = placed.map(({ tick, mean, deviation, x, y }) => ({
        tick,
        mean: [...mean],
        deviation: [...deviation],
        x,
        y,
      }));
      return { segments, like };
    },
  };
  const takesOver: Service<typeof weights> = { publish: ({ run, model }) => take(model, run) };
  return { answers, takesOver };
};
