/** A process that takes a step of the reference model at each line and answers its milliseconds: so that its priority can be its own. */
import { createInterface } from 'node:readline';
import { learner } from './learner.ts';

const rival = await learner('step', 1);
await rival.once();
process.stdout.write('0\n');
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
while (!(await lines.next()).done) {
  const began = performance.now();
  await rival.once();
  process.stdout.write(`${performance.now() - began}\n`);
}
process.exit(0);
