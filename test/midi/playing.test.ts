import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Score } from '#main/protocol/midi.ts';
import { faults, scoreOf, stage } from './test-stage.ts';

describe('playing on a port', () => {
  it('sends every message at its own time', async () => {
    const { clock, ports, call, signal } = stage();
    await call.play(
      {
        output: 'Synth A',
        score: scoreOf([
          [0, 0.5, 60],
          [0.5, 1, 62],
        ]),
        origin: 2,
        at: 2,
      },
      signal,
    );
    clock.runTo(10);
    expect(ports.sent.map(({ seconds, bytes }) => [seconds, bytes[0], bytes[1]])).toEqual([
      [2, 0x90, 60],
      [2.5, 0x80, 60],
      [2.5, 0x90, 62],
      [3, 0x80, 62],
    ]);
  });

  it('comes round the loop without drift and ends what crosses its edge', async () => {
    const { clock, ports, call, signal } = stage();
    const score = scoreOf(
      [
        [0, 0.25, 60],
        [0.75, 1.5, 64],
      ],
      { from: 0, to: 1 },
    );
    await call.play({ output: 'Synth A', score, origin: 0, at: 0 }, signal);
    clock.runTo(3600.5);
    const starts = ports.sent.filter(({ bytes }) => bytes[0] === 0x90 && bytes[1] === 60);
    expect(starts).toHaveLength(3601);
    expect(starts.at(-1)?.seconds).toBeCloseTo(3600, 9);
    expect(faults(ports)).toEqual({ hanging: 0, early: 0 });
  });

  it('sets bends and pedals as they are at the loop’s begin in each round, and puts them back at the end', async () => {
    const { clock, ports, call, signal } = stage();
    const score: Score = {
      times: Float64Array.of(0, 0.5, 1.5),
      messages: Uint8Array.of(0xb0, 64, 127, 0xe0, 0, 80, 0xe0, 0, 100),
      settings: Uint8Array.of(),
      loop: { from: 1, to: 2 },
    };
    await call.play({ output: 'Synth A', score, origin: 0, at: 0 }, signal);
    clock.runTo(2.6);
    await call.stop({ output: 'Synth A' }, signal);
    expect(ports.sent.map(({ seconds, bytes }) => [seconds, ...bytes])).toEqual([
      [0, 0xb0, 64, 127],
      [0.5, 0xe0, 0, 80],
      [1.5, 0xe0, 0, 100],
      [2, 0xb0, 64, 0],
      [2, 0xb0, 64, 127],
      [2, 0xe0, 0, 80],
      [2.5, 0xe0, 0, 100],
      [2.6, 0xb0, 64, 0],
      [2.6, 0xe0, 0, 64],
    ]);
  });

  it('tells the synthesizer its program when it joins in the middle', async () => {
    const { clock, ports, call, signal } = stage();
    const score: Score = {
      times: Float64Array.of(0, 1, 2),
      messages: Uint8Array.of(0xc0, 33, 0, 0x90, 60, 90, 0x80, 60, 0),
      settings: Uint8Array.of(),
      loop: null,
    };
    await call.play({ output: 'Synth A', score, origin: -0.5, at: 0 }, signal);
    clock.runTo(2);
    expect(ports.sent[0]?.bytes).toEqual([0xc0, 33]);
    expect(faults(ports).hanging).toBe(0);
  });

  it('never leaves a note on, whatever is asked in whatever order: a stuck note ends a concert', async () => {
    const notes = fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.integer({ min: 60, max: 64 }),
      ),
      { minLength: 1, maxLength: 12 },
    );
    const act = fc.oneof(
      fc.record({
        do: fc.constant('play' as const),
        notes,
        ahead: fc.double({ min: 0, max: 0.5, noNaN: true }),
        loop: fc.boolean(),
      }),
      fc.record({ do: fc.constantFrom('stop' as const, 'panic' as const, 'release' as const) }),
      fc.record({
        do: fc.constant('wait' as const),
        seconds: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 20 }), async (acts) => {
        const { clock, ports, player, call, signal } = stage();
        for (const each of acts) {
          if (each.do === 'play') {
            const at = clock.seconds + each.ahead;
            const score = scoreOf(
              each.notes.map(([start, length, pitch]) => [start, start + length, pitch]),
              each.loop ? { from: 0.1, to: 1.3 } : null,
            );
            await call.play({ output: 'Synth A', score, origin: at - 0.2, at }, signal);
          } else if (each.do === 'wait') clock.runTo(clock.seconds + each.seconds);
          else if (each.do === 'stop') await call.stop({}, signal);
          else if (each.do === 'panic') await call.panic({}, signal);
          else await call.release({ output: 'Synth A' }, signal);
        }
        player.silence();
        expect(faults(ports).hanging).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('says that a device was unplugged, and plays on through the others', async () => {
    const { clock, ports, call, heard, signal } = stage(['Synth A', 'Synth B']);
    const score = scoreOf([
      [0, 1, 60],
      [2, 3, 61],
    ]);
    await call.play({ output: 'Synth A', score, origin: 0, at: 0 }, signal);
    await call.play({ output: 'Synth B', score, origin: 0, at: 0 }, signal);
    clock.runTo(0.5);
    ports.unplug('Synth A');
    await new Promise((turn) => setImmediate(turn));
    clock.runTo(4);
    expect(heard).toContainEqual({
      event: 'lost',
      payload: { output: 'Synth A', code: 'midi_port_absent' },
    });
    expect(
      ports.sent.filter(({ output, bytes }) => output === 'Synth B' && bytes[0] === 0x90),
    ).toHaveLength(2);
  });

  it('names a port that is not there, and one that another program holds', async () => {
    const { ports, call, signal } = stage();
    const score = scoreOf([[0, 1, 60]]);
    await expect(call.play({ output: 'Nobody', score, origin: 0, at: 0 }, signal)).rejects.toThrow(
      'midi_port_absent',
    );
    ports.busy.add('Synth A');
    await expect(call.play({ output: 'Synth A', score, origin: 0, at: 0 }, signal)).rejects.toThrow(
      'midi_port_busy',
    );
    ports.busy.clear();
    await expect(
      call.play({ output: 'Synth A', score, origin: 0, at: 0 }, signal),
    ).resolves.toEqual({});
  });

  it('falls silent when the window that played is gone, and only what that one played', async () => {
    const { clock, ports, player, window, call, signal } = stage(['Synth A', 'Synth B']);
    const other = player.seat();
    const score = scoreOf([[0, 9, 60]]);
    await call.play({ output: 'Synth A', score, origin: 0, at: 0 }, signal);
    await other.service.play({ output: 'Synth B', score, origin: 0, at: 0 }, signal);
    clock.runTo(1);
    window.leave();
    const offs = ports.sent.filter(({ bytes }) => bytes[0] === 0x80);
    expect(offs.map(({ output, seconds }) => [output, seconds])).toEqual([['Synth A', 1]]);
    other.leave();
    expect(faults(ports).hanging).toBe(0);
  });

  it('does not begin to play what was stopped while its port opened', async () => {
    const { clock, ports, call, signal } = stage();
    const score = scoreOf([[0, 1, 60]]);
    const asked = call.play({ output: 'Synth A', score, origin: 0, at: 0 }, signal);
    await call.stop({ output: 'Synth A' }, signal);
    await asked;
    clock.runTo(2);
    expect(ports.sent).toEqual([]);
  });

  it('silences within a second what a process that was killed had left on, and keeps what is struck since', async () => {
    const first = stage();
    const score = scoreOf([[0, 9, 60]]);
    await first.call.play({ output: 'Synth A', score, origin: 0, at: 0 }, first.signal);
    first.clock.runTo(1);
    const left = first.used.at(-1);
    expect(left).toEqual([{ output: 'Synth A', channels: [0] }]);

    const second = stage();
    second.player.inherit(left ?? []);
    await second.call.play({ output: 'Synth A', score, origin: 0, at: 0 }, second.signal);
    second.clock.runTo(1);
    const { sent } = second.ports;
    for (const controller of [64, 123, 120])
      expect(sent).toContainEqual({ output: 'Synth A', seconds: 0, bytes: [0xb0, controller, 0] });
    const offs = new Set(
      sent.filter(({ bytes }) => bytes[0] === 0x80).map(({ bytes }) => bytes[1]),
    );
    expect(offs.size).toBe(127);
    expect(offs.has(60)).toBe(false);
    second.player.silence();
    expect(faults(second.ports).hanging).toBe(0);
  });

  it('lets a note that goes on sound on when one score takes over from another', async () => {
    const { clock, ports, call, signal } = stage();
    await call.play({ output: 'Synth A', score: scoreOf([[0, 2, 60]]), origin: 0, at: 0 }, signal);
    const next = scoreOf([
      [0, 3, 60],
      [0, 3, 64],
    ]);
    await call.play({ output: 'Synth A', score: next, origin: 0, at: 1 }, signal);
    clock.runTo(9);
    expect(ports.sent.map(({ seconds, bytes }) => [seconds, bytes[0], bytes[1]])).toEqual([
      [0, 0x90, 60],
      [1, 0x90, 64],
      [3, 0x80, 60],
      [3, 0x80, 64],
    ]);
  });

  it('takes another program and volume into what plays and what follows at once, each only once', async () => {
    const { clock, ports, call, signal } = stage();
    const score = (...settings: number[]): Score => ({
      ...scoreOf([[0, 9, 60]]),
      settings: Uint8Array.from(settings),
    });
    const told = [0xb0, 0, 1, 0xc0, 5, 0, 0xb0, 7, 100];
    await call.play({ output: 'Synth A', score: score(...told), origin: 0, at: 0 }, signal);
    await call.play({ output: 'Synth A', score: score(...told), origin: 1, at: 1 }, signal);
    clock.runTo(0.5);
    const changed = Uint8Array.of(0xb0, 0, 2, 0xc0, 5, 0, 0xb0, 7, 90);
    await call.set({ output: 'Synth A', settings: changed, at: 1 }, signal);
    clock.runTo(2);
    const settings = ports.sent.filter(({ bytes }) => (bytes[0] ?? 0) >= 0xb0);
    // Another bank has its effect by the program change after it, even to the same program.
    expect(settings.map(({ seconds, bytes }) => [seconds, ...bytes])).toEqual([
      [0, 0xb0, 0, 1],
      [0, 0xc0, 5],
      [0, 0xb0, 7, 100],
      [0.5, 0xb0, 0, 2],
      [0.5, 0xc0, 5],
      [0.5, 0xb0, 7, 90],
    ]);
  });
});
