/** The service of the MIDI process: opens ports when they are needed, wakes when something is due, and leaves no note on. */
import { Failure } from '#main/protocol/failure.ts';
import { Voice } from './voice.ts';
import type { Emit, Service } from '#main/protocol/contract.ts';
import type { midi } from '#main/protocol/midi.ts';
import type { Ports } from './ports/port.ts';

/** The clock of the process, and a way to be woken: `wake` calls back `seconds` from now, its answer forgets it. */
export interface Clock {
  readonly now: () => number;
  readonly wake: (seconds: number, call: () => void) => () => void;
}

/** The service with what only its own process may do. */
export interface Playing {
  readonly service: Service<typeof midi>;
  /** Everything silent, every port given back: before the process ends, and when its last window has gone. */
  readonly silence: () => void;
}

/** Plays on `ports` by `clock`; tells everybody connected through `emit`. */
export function playing(ports: Ports, clock: Clock, emit: Emit<typeof midi>): Playing {
  const voices = new Map<string, Promise<Voice>>();
  const sounding = new Map<string, Voice>();
  let forget = (): void => undefined;

  const lose = (output: string, error: unknown): void => {
    voices.delete(output);
    sounding.delete(output);
    const absent = error instanceof Failure && error.code === 'midi_port_absent';
    emit('lost', { output, code: absent ? 'midi_port_absent' : 'midi_port_failed' });
  };
  const guarded = (output: string, act: () => void): void => {
    try {
      act();
    } catch (error) {
      lose(output, error);
    }
  };
  const wakeAtNext = (): void => {
    forget();
    const dues = [...sounding.values()].map((voice) => voice.due()).filter((due) => due !== null);
    if (dues.length > 0) forget = clock.wake(Math.max(0, Math.min(...dues) - clock.now()), advance);
  };
  const advance = (): void => {
    for (const [output, voice] of sounding) guarded(output, () => voice.advance(clock.now()));
    wakeAtNext();
  };
  const voiceOf = (output: string): Promise<Voice> => {
    const open = voices.get(output);
    if (open !== undefined) return open;
    const opening = ports.open(output).then((port) => {
      const voice = new Voice(port);
      sounding.set(output, voice);
      return voice;
    });
    voices.set(output, opening);
    opening.catch(() => voices.delete(output));
    return opening;
  };
  const everyVoice = (act: (voice: Voice) => void): void => {
    for (const [output, voice] of sounding) guarded(output, () => act(voice));
    wakeAtNext();
  };

  ports.watch(() => {
    void ports.outputs().then((outputs) => {
      const present = new Set(outputs.map(({ id }) => id));
      for (const output of sounding.keys()) {
        if (!present.has(output)) lose(output, new Failure('midi_port_absent', output));
      }
      emit('outputs', { outputs });
    });
  });

  return {
    service: {
      outputs: async () => ({ outputs: await ports.outputs() }),
      now: () => ({ seconds: clock.now() }),
      play: async ({ output, score, origin, at }) => {
        const voice = await voiceOf(output);
        voice.queue(score, origin, at);
        advance();
        return {};
      },
      send: async ({ output, message }) => {
        const voice = await voiceOf(output);
        voice.send(message);
        return {};
      },
      stop: ({ output }) => {
        if (output === undefined) everyVoice((voice) => voice.stop());
        else guarded(output, () => sounding.get(output)?.stop());
        wakeAtNext();
        return {};
      },
      panic: () => {
        everyVoice((voice) => voice.panic());
        return {};
      },
      release: ({ output }) => {
        const voice = sounding.get(output);
        voices.delete(output);
        sounding.delete(output);
        if (voice !== undefined) guarded(output, () => voice.close());
        wakeAtNext();
        return {};
      },
    },
    silence: () => {
      everyVoice((voice) => voice.close());
      sounding.clear();
      voices.clear();
      forget();
    },
  };
}
