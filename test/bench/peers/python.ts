/** A rival in Python: a script beside this file, run by the Python that `PYTHON` names, or python3. */
import { join } from 'node:path';
import { lineRival, type LineRival } from './lines.ts';

/** Starts a script; null where this Python has not got what the script imports. */
export const pythonRival = (
  name: string,
  script: string,
  words: readonly (string | number)[],
): Promise<LineRival | null> =>
  lineRival(name, process.env['PYTHON'] ?? 'python3', [
    join(import.meta.dirname, script),
    ...words.map(String),
  ]);
