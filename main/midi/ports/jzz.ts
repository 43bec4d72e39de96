/** The system's MIDI ports through JZZ (jazz-midi beneath it where there is a binary). */
import JZZ from 'jzz';
import { z } from 'zod';
import { Failure } from '#main/protocol/failure.ts';
import type { Ports } from './port.ts';

/** The part of JZZ's account of itself that is used; its own types leave it open. */
const account = z.object({ outputs: z.array(z.object({ name: z.string() })) });

/** What JZZ says when a device cannot be had. */
function refusal(error: unknown, id: string, present: boolean): Failure {
  const said = error instanceof Error ? error.message : String(error);
  return new Failure(present ? 'midi_port_busy' : 'midi_port_absent', `${id} (${said})`);
}

/** Starts JZZ and answers its outputs. Where the system has no MIDI at all the list is empty; that is no failure. */
export async function jzzPorts(): Promise<Ports> {
  const engine = await JZZ();
  const names = async (): Promise<readonly string[]> => {
    await engine.refresh();
    return account.parse(engine.info()).outputs.map(({ name }) => name);
  };
  return {
    outputs: async () => (await names()).map((name) => ({ id: name, name })),
    open: async (id) => {
      const present = (await names()).includes(id);
      try {
        const port = await engine.openMidiOut(id);
        return {
          send: (message) => {
            try {
              port.send([...message]);
            } catch (error) {
              throw new Failure('midi_port_failed', `${id} (${String(error)})`);
            }
          },
          close: () => void port.close(),
        };
      } catch (error) {
        throw refusal(error, id, present);
      }
    },
    watch: (changed) => {
      const watcher = engine.onChange(changed);
      return () => void watcher.disconnect(changed);
    },
    close: () => void engine.close(),
  };
}
