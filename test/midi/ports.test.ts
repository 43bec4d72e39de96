import JZZ from 'jzz';
import { afterAll, describe, expect, it } from 'vitest';
import { jzzPorts } from '#main/midi/ports/jzz.ts';
import { MemoryPorts } from '#main/midi/ports/memory.ts';
import type { Ports } from '#main/midi/ports/port.ts';

/** JZZ with one virtual output of this process; `received` is what a synthesizer behind it hears. */
async function virtual(): Promise<{ ports: Ports; received: number[][]; name: string }> {
  const received: number[][] = [];
  const widget = JZZ.Widget({
    _receive: (message: ArrayLike<number>) => void received.push(Array.from(message)),
  });
  const add: unknown = Reflect.get(JZZ, 'addMidiOut');
  if (typeof add !== 'function') throw new Error('JZZ cannot make virtual ports');
  add('Melodrift test', widget);
  return { ports: await jzzPorts(), received, name: 'Melodrift test' };
}

const memory = new MemoryPorts(['Synth'], () => 0);
const suites = [
  {
    engine: 'memory',
    make: () =>
      Promise.resolve({
        ports: memory,
        name: 'Synth',
        received: () => memory.sent.map(({ bytes }) => [...bytes]),
      }),
  },
  {
    engine: 'jzz',
    make: () =>
      virtual().then(({ ports, received, name }) => ({ ports, name, received: () => received })),
  },
];

describe.each(suites)('ports through $engine', ({ make }) => {
  const made = make();
  afterAll(async () => (await made).ports.close());

  it('lists what is plugged in', async () => {
    const { ports, name } = await made;
    expect((await ports.outputs()).map((output) => output.name)).toContain(name);
  });

  it('brings every byte to the device, in order', async () => {
    const { ports, name, received } = await made;
    const port = await ports.open(name);
    port.send(Uint8Array.of(0xc0, 5));
    port.send(Uint8Array.of(0x90, 60, 100));
    port.send(Uint8Array.of(0x80, 60, 64));
    expect(received()).toEqual([
      [0xc0, 5],
      [0x90, 60, 100],
      [0x80, 60, 64],
    ]);
    port.close();
  });

  it('says by name that a port is not there', async () => {
    const { ports } = await made;
    await expect(ports.open('No such synthesizer')).rejects.toMatchObject({
      code: 'midi_port_absent',
    });
  });
});
