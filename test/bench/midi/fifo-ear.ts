/** The other end of a pipe that stands for a port: notes each line with the moment at which it came out, and tells them a little later. */
import { constants, openSync, readSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { now } from '#main/midi/clock.ts';
import { goFirst } from '#main/midi/urgent.ts';
import { Notebook } from '../../midi/real/notebook.ts';

/** What one read of the pipe brought: whole lines, since each is written at once and is shorter than a page. */
const bundle = z.object({ seconds: z.number(), text: z.string() });
const line = z.object({ bytes: z.array(z.number()) });

/** Reads for ever. Nothing else happens in this thread, so that nothing delays the look at the clock. */
function read(fifo: string): void {
  goFirst();
  // Open for writing too: it must not end when a writer goes.
  const fd = openSync(fifo, constants.O_RDWR);
  const page = Buffer.alloc(1 << 16);
  parentPort?.postMessage('ready');
  let rest = '';
  for (;;) {
    const length = readSync(fd, page);
    const seconds = now();
    const text = rest + page.toString('utf8', 0, length);
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end > 0) parentPort?.postMessage({ seconds, text: text.slice(0, end) });
  }
}

function tell(fifo: string): void {
  const notebook = new Notebook((page) => process.send?.({ arrived: page }));
  const reader = new Worker(new URL(import.meta.url), { workerData: { fifo } });
  reader.on('message', (said: unknown) => {
    if (said === 'ready') return void process.send?.({ ready: true });
    const { seconds, text } = bundle.parse(said);
    for (const each of text.split('\n').filter((words) => words !== ''))
      notebook.note({ seconds, bytes: line.parse(JSON.parse(each)).bytes });
  });
  process.on('disconnect', () => process.exit(0));
}

if (isMainThread) tell(process.argv[2] ?? '');
else read(z.object({ fifo: z.string() }).parse(workerData).fifo);
