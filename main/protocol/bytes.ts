/** Bytes in a contract, whatever buffer they lie in. */
import { z } from 'zod';

export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes');
