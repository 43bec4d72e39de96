// A command that is another program: its streams, its signals and its exit code are passed on untouched.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program under this Node with the terminal as its own.
 *
 * @param args script and arguments, for example `['main/engine/server.ts', '--port', '0']`
 * @param options where it runs, what its environment has in addition, and another program than Node
 * @returns its exit code; 128 and the signal's number when a signal ended it
 */
export function become(
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv; readonly program?: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.program ?? process.execPath, args, {
      cwd: options.cwd,
      stdio: 'inherit',
      env: {
        ...process.env,
        TF_CPP_MIN_LOG_LEVEL: '2',
        MALLOC_ARENA_MAX: '2',
        ...options.env,
      },
    });
    const pass = (signal: NodeJS.Signals): boolean => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const each of signals) process.off(each, pass);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
