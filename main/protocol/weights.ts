/** The contract by which the learn engine hands its weights to the answer engine, over a wire of their own. */
import { z } from 'zod';
import { bytes } from './bytes.ts';
import { call, contract } from './contract.ts';

export const weights = contract(
  'weights',
  {
    /** Takes over a model file (safetensors bytes) as of `step` of a run; answers when it is what the pad hears. */
    publish: call(
      z.object({ run: z.string(), step: z.int(), model: bytes }),
      z.object({ generation: z.int() }),
    ),
  },
  {},
);
