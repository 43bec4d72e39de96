/** The service of the MIDI process: windows come and go, each may play, and none leaves a note on. */
import { Batch } from './batch.ts';
import { Listening } from './listening.ts';
import { Stage } from './stage.ts';
import { Thru } from './thru.ts';
import type { Emit, Service } from '#main/protocol/contract.ts';
import type { midi, Passed, SentMessage } from '#main/protocol/midi.ts';
import type { Clock, Estate } from './stage.ts';
import type { Ports } from './ports/port.ts';

/** A window's place: its service, and its leaving, which ends whatever it was the last to play. */
export interface Seat {
  readonly service: Service<typeof midi>;
  readonly leave: () => void;
}

/** The service with what only its own process may do. */
export interface Playing {
  readonly seat: () => Seat;
  /** Everything silent, every port given back: before the process ends. */
  readonly silence: () => void;
  /** Ends what sounds and forgets what was to come, before the machine sleeps. */
  readonly rest: () => void;
  /** Devices came or went, somebody else has seen. */
  readonly look: () => void;
  /** Silences what a process that died had in use. */
  readonly inherit: (left: Estate) => void;
}

/** Plays on `ports` by `clock`; tells everybody connected through `emit`, and `using` of what is in use. */
export function playing(
  ports: Ports,
  clock: Clock,
  emit: Emit<typeof midi>,
  using: (estate: Estate) => void = () => undefined,
): Playing {
  const stage = new Stage(ports, clock, {
    lost: (output, code) => emit('lost', { output, code }),
    sent: (output, message, seconds, late) =>
      sent.add(output, { seconds, bytes: Uint8Array.from(message), late }),
    using,
  });
  /** Which window played last on an output. */
  const owners = new Map<string, object>();

  const thru = new Thru(stage);
  const sent = new Batch<SentMessage>((output, messages) => emit('sent', { output, messages }));
  /** Windows that monitor. */
  const monitors = new Set<object>();
  const monitor = (window: object, on: boolean): void => {
    if (on) monitors.add(window);
    else monitors.delete(window);
    stage.monitored = monitors.size > 0;
  };
  const heard = new Batch<Passed[number]>((input, messages) => emit('heard', { input, messages }));
  const listening = new Listening(ports, clock.now, {
    heard: (input, bytes, seconds) => {
      thru.pass(input, bytes);
      heard.add(input, { seconds, bytes });
    },
    deaf: (input, code) => emit('deaf', { input, code }),
  });

  const listed = async () => ({ outputs: await ports.outputs(), inputs: await ports.inputs() });

  const look = (): void => {
    void listed().then((there) => {
      stage.see(new Set(there.outputs.map(({ id }) => id)));
      listening.see(new Set(there.inputs.map(({ id }) => id)));
      thru.reach();
      emit('ports', there);
    });
  };
  ports.watch(look);

  const seat = (): Seat => {
    const window = {};
    const owned = (): string[] =>
      [...owners].filter(([, owner]) => owner === window).map(([output]) => output);
    const release = (output: string): void => {
      owners.delete(output);
      stage.release(output);
    };
    return {
      service: {
        ports: listed,
        now: () => ({ seconds: clock.now() }),
        play: async ({ output, score, origin, at, withdraw, jumps = false }) => {
          owners.set(output, window);
          const halts = stage.halts(output);
          const voice = await stage.voice(output);
          const early = stage.latency(output);
          const wish = { score, origin: origin - early, at: at - early, jumps };
          const from = withdraw === undefined ? undefined : withdraw - early;
          if (stage.halts(output) === halts) voice.queue(wish, clock.now(), from);
          stage.run();
          return {};
        },
        set: ({ output, settings, at }) => {
          stage.guarded(output, (voice) => voice.set(settings, at - stage.latency(output)));
          return {};
        },
        manner: ({ output, manner }) => {
          stage.mind(output, manner);
          return {};
        },
        steer: ({ shift }) => {
          for (const output of owned()) stage.guarded(output, (voice) => voice.steer(shift));
          stage.run();
          return {};
        },
        send: async ({ output, message }) => {
          if (!owners.has(output)) owners.set(output, window);
          const voice = await stage.voice(output);
          try {
            voice.send(message, 'person');
          } catch (error) {
            stage.lose(output, error);
            throw error;
          }
          return {};
        },
        stop: ({ output }) => {
          stage.halt(output ?? null, (voice) => voice.stop());
          return {};
        },
        panic: () => {
          stage.halt(null, (voice) => voice.panic(clock.now()));
          return {};
        },
        release: ({ output }) => {
          release(output);
          return {};
        },
        listen: async ({ input }) => {
          await listening.open(input, window);
          return {};
        },
        unlisten: ({ input }) => {
          listening.close(input, window);
          return {};
        },
        monitor: ({ on }) => {
          monitor(window, on);
          return {};
        },
        thru: ({ ways }) => {
          for (const { output } of ways) if (!owners.has(output)) owners.set(output, window);
          thru.set(window, ways);
          return {};
        },
      },
      leave: () => {
        monitor(window, false);
        thru.set(window, []);
        listening.leave(window);
        for (const output of owned()) release(output);
      },
    };
  };
  return {
    seat,
    silence: () => {
      listening.end();
      stage.silence();
    },
    look,
    rest: () => stage.halt(null, (voice) => voice.stop()),
    inherit: (left) => stage.inherit(left),
  };
}
