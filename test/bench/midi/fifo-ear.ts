/** The other end of a pipe that stands for a port: tells each line with the moment at which it came out. */
import { constants, createReadStream, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { now } from '#main/midi/clock.ts';

const line = z.object({ bytes: z.array(z.number()) });
const [, , fifo = ''] = process.argv;
// Open for writing too: it must not end when a writer goes.
const fd = openSync(fifo, constants.O_RDWR);
createInterface(createReadStream(fifo, { fd })).on('line', (text) => {
  const seconds = now();
  process.send?.({ seconds, bytes: line.parse(JSON.parse(text)).bytes });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
