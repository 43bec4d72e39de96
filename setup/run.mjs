// The door of every npm command: finds a Node that is new enough, then runs the command's own file under it.
// @ts-check
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goOnUnder, newEnoughNode } from './parts/node.mjs';
import { cacheFolder } from './supply/cache.mjs';
import { SetupFailure } from './supply/failure.mjs';

// Processes that come of this one read their hundreds of modules as they were compiled before: the app opens sooner.
process.env.NODE_COMPILE_CACHE ??= join(cacheFolder(), 'compiled');

const [name = '', ...args] = process.argv.slice(2);

try {
  const node = await newEnoughNode();
  if (node !== process.execPath) {
    goOnUnder(node, [fileURLToPath(import.meta.url), name, ...args]);
  } else {
    const command = await import(`./commands/${name}.ts`);
    process.exitCode = await command.default(args);
  }
} catch (problem) {
  if (!(problem instanceof SetupFailure)) throw problem;
  process.stderr.write(`\nset-up stopped: ${problem.message}\n`);
  process.exitCode = 3;
}
