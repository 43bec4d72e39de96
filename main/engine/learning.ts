/** The learn engine's service: starts, steers and ends runs, tells how they go, and hands models out on the way. */
import { randomUUID } from 'node:crypto';
import type { Service } from '#main/protocol/contract.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { learning } from '#main/protocol/learning.ts';
import type { BackendName } from './network.ts';
import { breathe, clock } from './clock.ts';
import type { LearnedModel } from './learned-model.ts';
import { readModel, writeModel } from './model-file.ts';
import { carriedFrom } from './training/carry.ts';
import type { OfferLearning } from './offers.ts';
import { chosenBackend, networkMaker } from './training/maker.ts';
import { MUSICIAN_PRESETS, presetNamed } from './training/preset.ts';
import { placeApart } from './training/placer.ts';
import { Run } from './training/run.ts';
import type { RunNews } from './training/run-setup.ts';
import { changed } from './training/setting.ts';
import type { Limit } from './training/trainer.ts';

type State = Awaited<ReturnType<Service<typeof learning>['state']>>;
type Name = State['state'];
type Start = Parameters<Service<typeof learning>['start']>[0];
type Begun = Awaited<ReturnType<Service<typeof learning>['start']>>;

/** Seconds between two signs of life: more would only flood the wire. */
const NEWS_EVERY = 0.2;

const GOING: ReadonlySet<Name> = new Set(['preparing', 'learning', 'paused']);

/** Settings, seed and limit as they are asked for; a run that was interrupted keeps its own. */
function planOf({ preset, set, seed, limit: wished }: Start, from: LearnedModel | null) {
  const unfinished = from?.resumption?.unfinished ?? null;
  if (from !== null && unfinished !== null) {
    const setting = changed(presetNamed(preset), from.setting);
    return { setting, seed: from.seed, limit: unfinished.limit };
  }
  // A model that is learned on keeps to the key that it hears.
  const commonKey = from?.setting['commonKey'];
  const heard = commonKey === undefined ? {} : { commonKey };
  const given = MUSICIAN_PRESETS.includes(preset) ? { heldOut: '0', ...heard, ...set } : set;
  const setting = changed(presetNamed(preset), given);
  const free = wished.steps === undefined && wished.seconds === undefined;
  const limit: Limit = {
    steps: wished.steps ?? 0,
    seconds: wished.seconds ?? (free ? setting.seconds : 0),
  };
  return { setting, seed, limit };
}

/** Seconds until the nearer limit, or null where there is none. */
function secondsLeft(limit: Limit, begun: number, news: RunNews): number | null {
  const bySeconds = limit.seconds > 0 ? limit.seconds - news.seconds : Infinity;
  const steps = begun + limit.steps - news.step;
  const bySteps =
    limit.steps > 0 && news.stepsPerSecond > 0 ? steps / news.stepsPerSecond : Infinity;
  const left = Math.min(bySeconds, bySteps);
  return left === Infinity ? null : Math.max(0, left);
}

/** Makes the service. `publish` carries a model to the answer engine. */
export const learningService: OfferLearning = (emit, publish, sent) => {
  let backend: BackendName = 'cpu';
  let state: State = { state: 'idle', reason: null, backend, segments: 0 };
  let run: Run | null = null;
  let over: Promise<void> = Promise.resolve();
  let turn: Promise<unknown> = Promise.resolve();
  /** What was answered to who began the run that goes on. */
  let begun: Begun | null = null;
  let alone = false;

  const become = (name: Name, reason: string | null = null): void => {
    const segments = run?.data.training.length ?? 0;
    state = { state: name, reason, backend, segments };
    emit('state', state);
  };

  /** Sends models on, the newest only: while one is under way the next waits its turn at the following interval. */
  const publisher = (id: string) => {
    let busy = false;
    return (model: Parameters<typeof writeModel>[0]): void => {
      if (busy) return;
      busy = true;
      publish({ run: id, step: model.step, model: writeModel(model, 'float32') })
        .then(() => emit('published', { run: id, step: model.step }))
        .catch((error: unknown) => {
          // No answer engine at the moment: it gets the next one.
          if (!(error instanceof Failure)) throw error;
        })
        .finally(() => (busy = false));
    };
  };

  const finish = async (id: string, current: Run, setting: { optimiser: boolean }) => {
    const model = await current.model(setting.optimiser);
    await publish({ run: id, step: model.step, model: writeModel(model, 'float32') }).then(
      () => emit('published', { run: id, step: model.step }),
      (error: unknown) => {
        if (!(error instanceof Failure)) throw error;
      },
    );
    const outcome = {
      songs: model.songs.map(({ hash, name }) => ({ hash, name })),
      steps: model.step,
      seconds: current.trainer.seconds,
      noteF1: current.scored?.noteF1 ?? null,
      heldOutF1: current.scored?.heldOutF1 ?? null,
    };
    emit('finished', { run: id, model: writeModel(model, 'float32'), outcome });
  };

  const listenerFor = (id: string, limit: Limit, current: Run) => {
    let told = -Infinity;
    return {
      news: (news: RunNews): void => {
        if (!news.measured && news.seconds - told < NEWS_EVERY) return;
        told = news.seconds;
        emit('progress', { ...news, secondsLeft: secondsLeft(limit, current.begun, news) });
      },
      publish: publisher(id),
      checkpoint: (model: LearnedModel): void => {
        const { step, resumption } = model;
        const seconds = resumption?.unfinished?.seconds ?? 0;
        emit('checkpoint', { run: id, step, seconds, model: writeModel(model, 'float32') });
      },
    };
  };

  const stopped = async (): Promise<void> => {
    run?.trainer.stop();
    await over;
  };

  const begin = async (asked: Start): Promise<Begun> => {
    const id = asked.run ?? randomUUID();
    if (begun?.run === id && GOING.has(state.state)) return begun;
    await stopped();
    become('preparing');
    try {
      backend = await chosenBackend(null);
      const from = asked.resume === undefined ? null : readModel(asked.resume);
      const { setting, seed, limit } = planOf(asked, from);
      const maker = networkMaker(backend);
      const { songs, preset } = asked;
      const base = { songs, preset, setting, seed, from, maker, place: placeApart };
      const current = await Run.prepare({ ...base, clock, breathe: () => breathe().then(sent) });
      run = current;
      const { training, columns } = current.data;
      const carried = from === null ? null : carriedFrom(from.columns, columns);
      begun = { run: id, segments: training.length, baselines: current.baselines, carried };
      become('learning');
      if (alone) current.trainer.pause();
      over = follow(id, current, limit, setting.optimiser);
      return begun;
    } catch (error) {
      become('failed', error instanceof Failure ? error.code : 'protocol_internal');
      throw error;
    }
  };

  /** Learns until the end and hands the model out; settles when all is over. */
  const follow = async (id: string, current: Run, limit: Limit, optimiser: boolean) => {
    try {
      const ending = await current.go(limit, listenerFor(id, limit, current));
      await finish(id, current, { optimiser });
      become(ending === 'stopped' ? 'stopped' : 'done');
    } catch (error) {
      become('failed', error instanceof Failure ? error.code : 'protocol_internal');
      // What was learned before it broke is not lost.
      if (error instanceof Failure)
        await finish(id, current, { optimiser: false }).catch(console.error);
      else console.error(error);
    } finally {
      current.dispose();
    }
  };

  const service: Service<typeof learning> = {
    start: (asked) => {
      // One after the other: two windows may ask at once.
      const mine = turn.then(() => begin(asked));
      turn = mine.catch(() => null);
      return mine;
    },
    pause: () => {
      if (state.state === 'learning') {
        run?.trainer.pause();
        become('paused');
      }
      return {};
    },
    resume: () => {
      if (state.state === 'paused') {
        run?.trainer.resume();
        become('learning');
      }
      return {};
    },
    stop: () => {
      run?.trainer.stop();
      return {};
    },
    state: () => state,
  };
  return {
    service,
    heard: (byAnybody) => {
      alone = !byAnybody;
      if (alone) run?.trainer.pause();
      else if (state.state === 'learning') run?.trainer.resume();
    },
  };
};
