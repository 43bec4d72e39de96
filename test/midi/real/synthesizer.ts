/** A synthesizer in a process of its own: an input that writes down what it hears with its time, and keys that are pressed by its parent. */
import { createRequire } from 'node:module';
import { z } from 'zod';
import { now } from '#main/midi/clock.ts';
import { goFirst } from '#main/midi/urgent.ts';
import { Notebook } from './notebook.ts';

interface End {
  openVirtualPort(name: string): void;
  destroy(): void;
}
const isFunction = (value: unknown): boolean => typeof value === 'function';
const binding = z.object({
  Input:
    z.custom<
      new (
        heard: (seconds: number, message: Uint8Array) => void,
      ) => End & { ignoreTypes(sysex: boolean, timing: boolean, sensing: boolean): void }
    >(isFunction),
  Output: z.custom<new () => End & { sendMessage(message: Buffer): void }>(isFunction),
});

const [, , file = ''] = process.argv;
goFirst();
const notebook = new Notebook((page) => process.send?.({ arrived: page }));
const { Input, Output } = binding.parse(createRequire(import.meta.url)(file));
const ear = new Input((_seconds, message) => {
  notebook.note({ seconds: now(), bytes: [...message] });
});
ear.ignoreTypes(false, false, false);
ear.openVirtualPort('ear');
const keys = new Output();
keys.openVirtualPort('keys');
process.on('message', (bytes) => {
  const message = Buffer.from(z.array(z.number()).parse(bytes));
  process.send?.({ pressed: now() });
  keys.sendMessage(message);
});
process.on('disconnect', () => {
  // JACK would wait for ends that went without a word.
  ear.destroy();
  keys.destroy();
  process.exit(0);
});
process.send?.({ ready: true });
