// The door of every npm command: finds a Node that is new enough, then runs the command's own file under it.
// @ts-check
import { fileURLToPath } from 'node:url';
import { goOnUnder, newEnoughNode } from './parts/node.mjs';
import { SetupFailure } from './supply/failure.mjs';

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
