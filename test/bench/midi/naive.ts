/** How it is done without any of this: a timer of JavaScript for each message, in a process of its own. */
import { openSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { now } from '#main/midi/clock.ts';
import { rtmidiPorts } from '#main/midi/ports/rtmidi.ts';
import type { OutputPort } from '#main/midi/ports/port.ts';

const asked = z.object({
  origin: z.number(),
  messages: z.array(z.tuple([z.number(), z.array(z.number())])).readonly(),
});
const [, , log = '', rtmidi = '', output = ''] = process.argv;
function pipe(): OutputPort {
  const file = openSync(log, 'a');
  return {
    send: (bytes) => void writeSync(file, `${JSON.stringify({ output, bytes: [...bytes] })}\n`),
    close: () => undefined,
  };
}
const port: OutputPort = rtmidi === '' ? pipe() : await rtmidiPorts(rtmidi).open(output);
process.on('message', (message) => {
  const { origin, messages } = asked.parse(message);
  for (const [at, bytes] of messages)
    setTimeout(() => port.send(Uint8Array.from(bytes)), (origin + at - now()) * 1000);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
