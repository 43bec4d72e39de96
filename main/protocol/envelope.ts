/** What actually travels on a wire: five small messages, read by people in a debugger and by nothing but `connect` and `serve`. */
import { z } from 'zod';

const id = z.int().min(0);

/** From a caller: please do this, or never mind. */
export const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id, call: z.string(), input: z.unknown() }),
  z.object({ kind: z.literal('cancel'), id }),
]);

/** From a service: the answer, the failure, or something that happened. */
export const reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id, output: z.unknown() }),
  z.object({
    kind: z.literal('failure'),
    id,
    failure: z.object({ code: z.string(), message: z.string(), detail: z.string().optional() }),
  }),
  z.object({ kind: z.literal('event'), event: z.string(), payload: z.unknown() }),
]);

export type Request = z.infer<typeof request>;
export type Reply = z.infer<typeof reply>;
