/** The contract of the midi process: which ports there are, and music to play on one, against its own clock. */
import { z } from 'zod';
import { call, contract } from './contract.ts';

const nothing = z.object({});

/** Seconds of the midi process's monotonic clock, the origin of all playing. */
const clockSeconds = z.number();

/** An output as the system names it. `id` stays the same while the device is plugged in. */
export const midiOutput = z.object({ id: z.string(), name: z.string() });
export type MidiOutput = z.infer<typeof midiOutput>;

/**
 * Music ready for a port: channel messages of up to three bytes at their times.
 * `messages[3 * i .. 3 * i + 2]` sounds at `times[i]`, seconds from the score's own start, ascending.
 * With a loop, what lies in `[from, to)` comes round again and again.
 */
export const score = z
  .object({
    times: z.instanceof(Float64Array),
    messages: z.instanceof(Uint8Array),
    loop: z.object({ from: z.number().min(0), to: z.number().positive() }).nullable(),
  })
  .refine(({ times, messages }) => messages.length === 3 * times.length, 'three bytes a message')
  .refine(
    ({ times }) =>
      times.every((time, index) => Number.isFinite(time) && time >= (times[index - 1] ?? 0)),
    'ascending times',
  )
  .refine(({ loop }) => loop === null || loop.to > loop.from, 'a loop that goes somewhere');
export type Score = z.infer<typeof score>;

export const midi = contract(
  'midi',
  {
    outputs: call(nothing, z.object({ outputs: z.array(midiOutput).readonly() })),
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
      }),
      nothing,
    ),
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
  },
  {
    /** Devices came or went. */
    outputs: z.object({ outputs: z.array(midiOutput).readonly() }),
    /** A port that was playing is gone or refuses to send. */
    lost: z.object({ output: z.string(), code: z.enum(['midi_port_absent', 'midi_port_failed']) }),
  },
);
