/** One contract over every way to MIDI ports: a musician's cable must do the same whichever engine is behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exactClock } from '#main/midi/clock.ts';
import { playing } from '#main/midi/playing.ts';
import { MemoryPorts } from '#main/midi/ports/memory.ts';
import { namedPorts } from '#main/midi/ports/named.ts';
import { RIGS, type Rig } from './real/rigs.ts';
import type { OutputPort } from '#main/midi/ports/port.ts';

/** Opens the instrument's ear; a cable between processes takes a moment until the first message comes through. */
async function opened({ ports, output, received }: Rig): Promise<OutputPort> {
  const port = await ports.open(output);
  const before = received().length;
  await expect
    .poll(
      () => {
        port.send(Uint8Array.of(0xd0, 1));
        return received().length;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(before);
  return port;
}

/** What was heard, without the knocking of `opened`. */
const music = ({ received }: Rig): readonly (readonly number[])[] =>
  received().filter(([status]) => status !== 0xd0);

for (const { engine, make, there } of RIGS)
  describe.skipIf(!there)(`ports through ${engine}`, () => {
    let rig: Rig;
    beforeAll(async () => {
      rig = await make();
    });
    afterAll(() => rig.close());

    it('list what is plugged in, each by an id of its own', async () => {
      const [outputs, inputs] = [await rig.ports.outputs(), await rig.ports.inputs()];
      expect(outputs.map(({ id }) => id)).toContain(rig.output);
      expect(inputs.map(({ id }) => id)).toContain(rig.input);
      expect(new Set(outputs.map(({ id }) => id)).size).toBe(outputs.length);
    });

    it('bring every byte to the device, in order, real time and long messages too', async () => {
      const port = await opened(rig);
      const messages = [
        [0xc0, 5],
        [0x90, 60, 100],
        [0xf8],
        [0xf2, 16, 0],
        [0xe3, 0, 127],
        [0xf0, 0x7d, ...Array.from({ length: 60 }, (_, index) => index), 0xf7],
        [0x80, 60, 64],
      ];
      for (const message of messages) port.send(Uint8Array.from(message));
      await expect.poll(() => music(rig), { timeout: 10_000 }).toEqual(messages);
      port.close();
    });

    it('play a whole sequencer on it: a program ahead of its note, every message with its own status', async () => {
      const sent: { seconds: number; bytes: readonly number[] }[] = [];
      const clock = exactClock(new Int32Array(new SharedArrayBuffer(4)));
      const player = playing(rig.ports, clock, (event, payload) => {
        if (event === 'sent' && 'messages' in payload && 'output' in payload)
          for (const { seconds, bytes } of payload.messages)
            if (bytes[0] !== 0xd0) sent.push({ seconds, bytes: [...bytes] });
      });
      const { service } = player.seat();
      const { signal } = new AbortController();
      const output = rig.output;
      await service.monitor({ on: true }, signal);
      const manner = { latency: 0.02, programPause: 0.15, sysexRate: null };
      await service.manner({ output, manner }, signal);
      // It opens the port itself, so it is its own cable that has to be there before the music begins.
      const silent = rig.received().length;
      let knocks = 0;
      await expect
        .poll(
          async () => {
            knocks += 1;
            await service.send({ output, message: Uint8Array.of(0xd0, knocks % 2) }, signal);
            return rig.received().length;
          },
          { timeout: 10_000 },
        )
        .toBeGreaterThan(silent);
      const before = music(rig).length;
      const at = clock.now() + 0.1;
      const score = {
        times: Float64Array.of(0, 0, 0.3, 0.3, 0.5),
        messages: Uint8Array.from(
          [
            [0x90, 60, 90],
            [0x90, 64, 90],
            [0x80, 60, 64],
            [0x90, 67, 90],
            [0x80, 67, 64],
          ].flat(),
        ),
        settings: Uint8Array.of(0xc0, 9, 0),
        loop: null,
      };
      await service.play({ output, score, origin: at, at }, signal);
      const wanted = [
        [0xc0, 9],
        [0x90, 60, 90],
        [0x90, 64, 90],
        [0x80, 60, 64],
        [0x90, 67, 90],
        [0x80, 67, 64],
      ];
      await expect.poll(() => music(rig).length - before, { timeout: 20_000 }).toBe(6);
      expect(music(rig).slice(before)).toEqual(wanted);
      await service.stop({}, signal);
      await expect.poll(() => music(rig).slice(before + 6)).toEqual([[0x80, 64, 64]]);
      player.silence();
      // What left is timed where it left: on a cable between processes a busy machine adds its own.
      const [program, first] = sent;
      expect((first?.seconds ?? 0) - (program?.seconds ?? 0)).toBeGreaterThanOrEqual(0.15 - 1e-6);
    });

    it('hear every message that comes in, in order', async () => {
      const heard: number[] = [];
      const input = await rig.ports.listen(rig.input, (bytes) => void heard.push(...bytes));
      // The cable is there as soon as the first knock is heard.
      await expect
        .poll(() => (rig.press([0xd0, 1]), heard.length), { timeout: 10_000 })
        .toBeGreaterThan(0);
      const keys = Array.from({ length: 50 }, (_, pitch) => [0x90, pitch, 90]);
      for (const key of keys) rig.press(key);
      const played = (): readonly number[] =>
        heard.filter((_, index) => heard[index] !== 0xd0 && heard[index - 1] !== 0xd0);
      await expect.poll(played, { timeout: 10_000 }).toEqual(keys.flat());
      input.close();
    });

    it('open again after they were closed', async () => {
      (await rig.ports.open(rig.output)).close();
      const port = await opened(rig);
      port.close();
    });

    it('say by name that a port is not there', async () => {
      const absent = { code: 'midi_port_absent' };
      await expect(rig.ports.open('No such synthesizer')).rejects.toMatchObject(absent);
      await expect(rig.ports.listen('No such keys', () => undefined)).rejects.toMatchObject(absent);
    });
  });

describe('ports as people have them', () => {
  it('two devices of one name are two devices: else one of two equal synthesizers stays silent', async () => {
    expect(namedPorts(['X', 'X', 'X #2', 'X']).map(({ id }) => id)).toEqual([
      ...['X', 'X #2', 'X #2 #2', 'X #3'],
    ]);
    const ports = new MemoryPorts(['X', 'X'], () => 0);
    for (const { id } of await ports.outputs()) (await ports.open(id)).send(Uint8Array.of(0xfe));
    expect(ports.sent.map(({ output }) => output)).toEqual(['X', 'X #2']);
  });
});
