/** The ports that a process plays on: the system's, or, for journeys on machines without any, ports that write down what they are sent. */
import { appendFileSync } from 'node:fs';
import { jzzPorts } from './jzz.ts';
import { MemoryPorts } from './memory.ts';
import type { Ports } from './port.ts';

/**
 * `MELODRIFT_MIDI_LOG=FILE` in the environment gives one port, "Memory", whose messages are written to FILE, a line of
 * JSON each (`{output, seconds, bytes}`), at once, so that the file outlives a process that is killed.
 */
export function systemPorts(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => number,
): Promise<Ports> {
  const log = environment['MELODRIFT_MIDI_LOG'];
  if (log === undefined || log === '') return jzzPorts();
  const written = (message: object): void => appendFileSync(log, `${JSON.stringify(message)}\n`);
  return Promise.resolve(new MemoryPorts(['Memory'], now, written));
}
