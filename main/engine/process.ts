/** The door of an engine process: `learning` or `answering` by its argument, for Electron and for Node alike. */
import { readdirSync } from 'node:fs';
import os from 'node:os';

const role = process.argv.at(-1);
// Before TensorFlow makes its threads: they inherit what holds now. Learning uses what the music leaves over.
if (role === 'learning') {
  const { PRIORITY_LOW } = os.constants.priority;
  os.setPriority(PRIORITY_LOW);
  // On Linux each thread has its own, and Node has made some already.
  if (process.platform === 'linux')
    for (const thread of readdirSync('/proc/self/task'))
      os.setPriority(Number(thread), PRIORITY_LOW);
}

if (role === 'learning') (await import('./learn-process.ts')).learn();
else if (role === 'answering') (await import('./answer-process.ts')).answer();
else throw new Error(`an engine is learning or answering, not ${String(role)}`);
