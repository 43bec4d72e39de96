/** Python's own reader of safetensors as an independent reference: `PYTHON`, or python3, where it has the package. */
import { spawnSync } from 'node:child_process';
import { z } from 'zod';

const PYTHON = process.env['PYTHON'] ?? 'python3';

/** Why there is no such reader here, or null. */
export const pythonProblem: string | null =
  spawnSync(PYTHON, ['-c', 'import safetensors, numpy']).status === 0
    ? null
    : `${PYTHON} has no safetensors with numpy (pip install safetensors numpy)`;

const READ = `
import json, sys
from safetensors import safe_open
with safe_open(sys.argv[1], framework="numpy") as file:
    names = list(file.keys())
    tensors = {name: file.get_tensor(name) for name in names}
    print(json.dumps({"metadata": file.metadata(), "tensors": {
        name: {"type": str(t.dtype), "shape": list(t.shape), "sum": float(t.astype("float64").sum()),
               "last": float(t.reshape(-1)[-1]) if t.size else 0.0} for name, t in tensors.items()}}))
`;

const answer = z.object({
  metadata: z.record(z.string(), z.string()),
  tensors: z.record(
    z.string(),
    z.object({ type: z.string(), shape: z.array(z.int()), sum: z.number(), last: z.number() }),
  ),
});

/** What Python finds in a file: texts, and of each tensor its type, shape, sum and last number. @throws with its words where it refuses */
export function readByPython(path: string): z.output<typeof answer> {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', READ, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return answer.parse(JSON.parse(stdout));
}
