/** What the one port of a machine without MIDI was sent: the process of the ports writes it to a file. */
import { readFile } from 'node:fs/promises';

/** The variable that names the file to the app. */
export const PORT_LOG = 'MELODRIFT_MIDI_LOG';

/** A message, and when it went out. */
export interface Sent {
  readonly output: string;
  readonly seconds: number;
  readonly bytes: readonly number[];
}

/** What the port was sent so far; a line that is being written is not yet sent. */
export async function sentTo(log: string): Promise<readonly Sent[]> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Sent);
}

/** Notes that are on at the port. */
export function hanging(messages: readonly Sent[]): number {
  const on = new Set<number>();
  for (const { bytes } of messages) {
    const [status = 0, pitch = 0] = bytes;
    const key = (status & 15) * 128 + pitch;
    if (status >> 4 === 9) on.add(key);
    else if (status >> 4 === 8) on.delete(key);
  }
  return on.size;
}

/** Its note-ons. */
export const strikes = (messages: readonly Sent[]): readonly Sent[] =>
  messages.filter(({ bytes }) => (bytes[0] ?? 0) >> 4 === 9);
