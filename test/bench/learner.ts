/** A learn engine beside a measurement: native, on every core, at the lowest priority, as while a person plays. */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineEnvironment } from '#main/protocol/environment.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Starts it; settles with the way to end it once it learns. */
export async function learner(): Promise<() => Promise<void>> {
  const out = join(tmpdir(), `bench-learner-${process.pid}.safetensors`);
  const songs = join(ROOT, 'resources', 'demo', 'songs');
  const door = join(ROOT, 'main', 'engine', 'command-line.ts');
  const words = [door, 'learn', songs, '--preset', 'quick', '--seconds', '36000', '--out', out];
  const child = spawn('nice', ['-n', '19', process.execPath, ...words], {
    env: { ...process.env, ...engineEnvironment('learning', false, availableParallelism()) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  await Promise.race([new Promise((line) => child.stdout.once('data', line)), gone]);
  // Its lines must not fill the pipe and stop it.
  child.stdout.resume();
  return async () => {
    child.kill('SIGKILL');
    await gone;
    await rm(out, { force: true });
  };
}
