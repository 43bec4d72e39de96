/** The real engines behind a session, in the test's own process: what the map says is decoded, what is learned is learned. */
import { readFileSync } from 'node:fs';
import { answeringService } from '#main/engine/answering.ts';
import { breathe, clock } from '#main/engine/clock.ts';
import { writeModel } from '#main/engine/model-file.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { Run } from '#main/engine/training/run.ts';
import { changed } from '#main/engine/training/setting.ts';
import { answering } from '#main/protocol/answering.ts';
import { connect } from '#main/protocol/connect.ts';
import type { Emit } from '#main/protocol/contract.ts';
import { loop } from '#main/protocol/loop.ts';
import { serve } from '#main/protocol/serve.ts';
import type { Answering } from '#renderer/session/doors.ts';
import { demoSongs } from '../../engine/demo.ts';

/** A client of an answer engine that decodes. */
export function realAnswering(): Answering {
  const [near, far] = loop();
  const late: { emit: Emit<typeof answering> } = { emit: () => undefined };
  const service = answeringService((event, payload) => late.emit(event, payload));
  late.emit = serve(answering, far, service.answers).emit;
  return connect(answering, near);
}

/** The model that comes with the app. */
export function demoModel(): Uint8Array {
  return new Uint8Array(readFileSync('resources/demo/model.safetensors'));
}

/** A small model of the first demo songs, a few steps old. */
export async function youngModel(songs = 2, seed = 1): Promise<Uint8Array> {
  const setting = changed(presetNamed('quick'), { hidden: '32', latent: '4' });
  const maker = networkMaker(await chosenBackend(null));
  const base = { songs: demoSongs(songs), preset: 'quick', setting, seed, from: null, maker };
  const run = await Run.prepare({ ...base, clock, breathe });
  await run.go({ steps: 30, seconds: 0 }, { news: () => undefined });
  const model = await run.model(false);
  run.dispose();
  return writeModel(model, 'float32');
}
