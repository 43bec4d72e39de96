/** The contract of the midi process: which ports there are, and music to play on one, against its own clock. */
import { z } from 'zod';
import { call, contract } from './contract.ts';

const nothing = z.object({});

/** Seconds of the midi process's monotonic clock, the origin of all playing. */
const clockSeconds = z.number();

/** A port as the system names it. `id` stays the same while the device is plugged in; no two outputs, and no two inputs, share one. */
const midiPort = z.object({ id: z.string(), name: z.string() });
export type MidiPort = z.infer<typeof midiPort>;

const ports = z.object({
  outputs: z.array(midiPort).readonly(),
  inputs: z.array(midiPort).readonly(),
});

/** Messages that came in or went out, in order: status byte first, each whole. */
const passed = z
  .array(z.object({ seconds: clockSeconds, bytes: z.instanceof(Uint8Array) }))
  .readonly();
export type Passed = z.infer<typeof passed>;

/** Channel messages that hold while a score plays (banks, programs, volumes), three bytes each. */
const settings = z
  .instanceof(Uint8Array)
  .refine(({ length }) => length % 3 === 0 && length <= 3 * 256, 'three bytes a message');

/**
 * Music ready for a port: channel messages of up to three bytes at their times.
 * `messages[3 * i .. 3 * i + 2]` sounds at `times[i]`, seconds from the score's own start, ascending.
 * With a loop, what lies in `[from, to)` comes round again and again. `settings` come before all of them.
 */
export const scoreShape = z.object({
  // Their memory may be one that threads share.
  times: z.custom<Float64Array>((value) => value instanceof Float64Array),
  messages: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  settings,
  loop: z.object({ from: z.number().min(0), to: z.number().positive() }).nullable(),
  /** Seconds of each tick of the MIDI clock, 24 a quarter from the score's start on; a port without them gets no clock. */
  clock: z.custom<Float64Array>((value) => value instanceof Float64Array).optional(),
});
/** The same, read to the end: ascending times, whole messages. */
const ascends = (times: Float64Array): boolean =>
  times.every((time, index) => Number.isFinite(time) && time >= (times[index - 1] ?? 0));
export const score = scoreShape
  .refine(({ clock }) => clock === undefined || ascends(clock), 'ascending ticks')
  .refine(({ times, messages }) => messages.length === 3 * times.length, 'three bytes a message')
  .refine(({ times }) => ascends(times), 'ascending times')
  .refine(({ loop }) => loop === null || loop.to > loop.from, 'a loop that goes somewhere');
export type Score = z.infer<typeof score>;

/** What the instrument at a port needs beside its music. */
export const manner = z.object({
  /** Seconds that its sound comes after its messages: scores leave so much earlier. */
  latency: z.number().min(-0.1).max(0.1),
  /** Seconds that it needs after a program change before it plays notes of that channel. */
  programPause: z.number().min(0).max(2),
  /** Bytes a second of system exclusive that a person's devices may send on to it; null: none is sent on. */
  sysexRate: z.number().min(100).max(100_000).nullable(),
});
export type Manner = z.infer<typeof manner>;

/** A message that went out. */
const sentMessage = z.object({
  seconds: clockSeconds,
  bytes: z.instanceof(Uint8Array),
  /** Seconds after its moment; null: it was due at none. */
  late: z.number().nullable(),
});
export type SentMessage = z.infer<typeof sentMessage>;

export const midi = contract(
  'midi',
  {
    ports: call(nothing, ports),
    /** The clock now: the page learns its offset from the smallest round trip of several calls. */
    now: call(nothing, z.object({ seconds: clockSeconds })),
    /**
     * Plays `score` on an output, its time 0 lying at `origin`. From `at` on it replaces what plays there and what was to
     * follow from then on: notes that both have sounding go on, others are ended at `at` exactly. Where `at` has passed,
     * it joins at once, in the middle. With `withdraw`, what was to follow from that earlier moment on is forgotten. Opens the port if need be; fails with `midi_port_absent` or `midi_port_busy`.
     */
    play: call(
      z.object({
        output: z.string(),
        score,
        origin: clockSeconds,
        at: clockSeconds,
        withdraw: clockSeconds.optional(),
        /** A person went elsewhere in the music: what follows the clock is told where. */
        jumps: z.boolean().optional(),
      }),
      nothing,
    ),
    /** A fader moved: other settings hold in what plays, and in what takes over up to clock time `at`; the notes stay as they are. */
    set: call(z.object({ output: z.string(), settings, at: clockSeconds }), nothing),
    /** What the instrument at an output needs, from now on and whenever its port is opened. */
    manner: call(z.object({ output: z.string(), manner }), nothing),
    /** The caller's clock has moved by `shift` against this one: all it plays, and has queued, moves along. */
    steer: call(z.object({ shift: z.number() }), nothing),
    /** Sends one message now (audition, program change); a note-on is owed its note-off like any other. */
    send: call(
      z.object({
        output: z.string(),
        message: z
          .instanceof(Uint8Array)
          .refine(({ length }) => length > 0 && length <= 3, 'one channel message'),
      }),
      nothing,
    ),
    /** Ends what plays on an output, or on all, with every owed note-off. */
    stop: call(z.object({ output: z.string().optional() }), nothing),
    /** Stops, and tells every channel of every open port to be silent. */
    panic: call(nothing, nothing),
    /** Leaves a port to other programs, silent. */
    release: call(z.object({ output: z.string() }), nothing),
    /**
     * Opens an input; what comes in is told by `heard` until `unlisten`, also after the device was gone and is back. Fails
     * with `midi_port_absent` or `midi_port_busy`, and tries again when devices come or go.
     */
    listen: call(z.object({ input: z.string() }), nothing),
    unlisten: call(z.object({ input: z.string() }), nothing),
    /** While it is on for any caller, what goes out is told by `sent`. */
    monitor: call(z.object({ on: z.boolean() }), nothing),
    /**
     * What comes in goes straight on to outputs, on these channels, beside the scores that play there. Each call takes the
     * place of the caller's last one and lets go of the keys that are down.
     */
    thru: call(
      z.object({
        ways: z
          .array(
            z.object({
              input: z.string(),
              output: z.string(),
              channel: z.int().min(0).max(15),
              /** Keys of the input that do something else and are not sent on: 128 times the channel plus the pitch. */
              except: z.array(z.int().min(0).max(2047)).readonly().optional(),
            }),
          )
          .readonly(),
      }),
      nothing,
    ),
  },
  {
    /** Devices came or went. */
    ports,
    /** Messages that came in. A device that goes, or is not listened to any more, lets go of its keys first. */
    heard: z.object({ input: z.string(), messages: passed }),
    /** Messages that went out, where somebody monitors. */
    sent: z.object({ output: z.string(), messages: z.array(sentMessage).readonly() }),
    /** An input that is listened to cannot be heard, until it is there again. */
    deaf: z.object({
      input: z.string(),
      code: z.enum(['midi_port_absent', 'midi_port_busy', 'midi_port_failed']),
    }),
    /** A port that was playing is gone or refuses to send. */
    lost: z.object({ output: z.string(), code: z.enum(['midi_port_absent', 'midi_port_failed']) }),
  },
);
