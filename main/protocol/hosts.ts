/** The contract about the processes themselves: which run, which died and came back, and how to be joined to one. */
import { z } from 'zod';
import { call, contract } from './contract.ts';

/** The processes that a window may talk to; each answers the contract of the same name. */
export const hostName = z.enum(['learning', 'answering', 'midi']);
export type HostName = z.infer<typeof hostName>;

/**
 * `absent`: not needed yet, or left because it was idle. `starting`: being made. `running`: answers. `waiting`: died, and
 * is started again after a pause. `failed`: cannot be started at all.
 */
export const hostState = z.object({
  host: hostName,
  state: z.enum(['absent', 'starting', 'running', 'waiting', 'failed']),
  /** Process id while there is one. */
  pid: z.int().nullable(),
  /** How often it died without being asked to since the app started. */
  deaths: z.int(),
  /** Why it died the last time: `crashed`, `hung`, or null; `renewed`: it was ended to be started again with other means. */
  reason: z.enum(['crashed', 'hung', 'renewed']).nullable(),
});
export type HostState = z.infer<typeof hostState>;

export const hosts = contract(
  'hosts',
  {
    /** Starts a process if need be and joins the window to it; the wire itself comes by the door's own way. */
    join: call(z.object({ host: hostName }), z.object({})),
    states: call(z.object({}), z.object({ hosts: z.array(hostState).readonly() })),
    /** On stage learning leaves a core to the music: a learn engine that runs is ended (`renewed`), and started with fewer threads at its next need. */
    stage: call(z.object({ on: z.boolean() }), z.object({})),
  },
  {
    /** A process changed its state. */
    host: hostState,
  },
);

/** What a supervisor asks of each process it started, over a wire of their own. */
export const life = contract(
  'life',
  {
    alive: call(z.object({}), z.object({})),
    /** Hands over what a process of its kind that died had left; comes before any window. */
    inherit: call(z.object({ left: z.unknown() }), z.object({})),
    /** The machine is about to sleep: nothing may be left sounding. */
    rest: call(z.object({}), z.object({})),
  },
  {
    /** It has nothing left to do and ends by itself. */
    leaving: z.object({}),
    /** What the next one must know should this one die; each replaces the last. The supervisor only keeps it. */
    testament: z.object({ left: z.unknown() }),
  },
);
