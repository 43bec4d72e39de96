/** What the MIDI process and its sender thread say to each other. Nothing of it is checked at length twice: the process has read it. */
import { z } from 'zod';
import { call, contract } from '#main/protocol/contract.ts';
import { midi, scoreShape } from '#main/protocol/midi.ts';
import { portWire } from '#main/protocol/port.ts';
import { ring } from './clock.ts';
import { estate } from './stage.ts';
import type { Wire } from '#main/protocol/contract.ts';
import type { MessagePort } from 'node:worker_threads';

const nothing = z.object({});

/** A window's way to the thread: the contract of the process, whose long scores are taken as they are. */
export const sending = contract(
  'sending',
  { ...midi.calls, play: call(midi.calls.play.input.extend({ score: scoreShape }), nothing) },
  midi.events,
);

/** The process's own way to the thread. */
export const conduct = contract(
  'conduct',
  {
    alive: call(nothing, nothing),
    /** Everything silent, every port given back. */
    silence: call(nothing, nothing),
    inherit: call(z.object({ left: estate }), nothing),
    /** Devices came or went. */
    look: call(nothing, nothing),
    /** Ends what sounds and forgets what was to come; the ports stay. */
    rest: call(nothing, nothing),
  },
  { using: z.object({ left: estate }) },
);

/** What the thread is started with. */
export const beginning = z.object({
  /** One number in shared memory, rung at whatever is sent to the thread. */
  bell: z.custom<Int32Array>((value) => value instanceof Int32Array),
  /** The file that stands for the system's ports, if any; see `ports/system.ts`. */
  log: z.string().nullable(),
  /** A build of RtMidi whose ports are played on instead of the system's: tests and measurements have one for JACK. */
  rtmidi: z.string().nullable(),
});
export type Beginning = z.infer<typeof beginning>;

/** What the thread is told beside: a further way to it. */
export const way = z.object({ open: z.enum([sending.name, conduct.name]), port: z.unknown() });

/** A wire to the thread: whatever goes over it rings the bell. */
export function ringingWire(port: MessagePort, bell: Int32Array): Wire {
  const wire = portWire(port);
  return {
    ...wire,
    send: (message) => {
      wire.send(message);
      ring(bell);
    },
  };
}
