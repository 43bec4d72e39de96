/** Model files among strangers: other programs must be able to read ours, and ours must refuse what a stranger made to hurt. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readModel } from '#main/engine/model-file.ts';
import { readSafetensors, writeSafetensors } from '#main/engine/files/safetensors.ts';
import { Failure } from '#main/protocol/failure.ts';
import { pythonProblem, readByPython } from './read-by-python.ts';

const DEMO = join(import.meta.dirname, '../../../resources/demo/model.safetensors');
const demo = new Uint8Array(readFileSync(DEMO));

/** A file of a header as given and so many bytes of data. */
function fileOf(header: unknown, data = 8, said?: number): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const file = new Uint8Array(8 + text.length + data);
  new DataView(file.buffer).setBigUint64(0, BigInt(said ?? text.length), true);
  file.set(text, 8);
  return file;
}
const F32 = (shape: unknown, offsets: unknown) => ({
  dtype: 'F32',
  shape,
  data_offsets: offsets,
});

test.skipIf(pythonProblem !== null)(
  `Python's own reader finds in a model what we wrote, number for number${pythonProblem === null ? '' : ` – skipped: ${pythonProblem}`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'melodrift-'));
    const ours = readSafetensors(demo);
    const full = join(folder, 'full.safetensors');
    const tensors = new Map(
      [...ours.tensors].map(([name, tensor]) => [
        name,
        tensor.type === 'F16' ? { ...tensor, type: 'F32' as const } : tensor,
      ]),
    );
    writeFileSync(full, writeSafetensors({ ...ours, tensors }));
    for (const [path, half] of [
      [DEMO, 'float16'],
      [full, 'float32'],
    ] as const) {
      const theirs = readByPython(path);
      expect(theirs.metadata).toEqual(Object.fromEntries(ours.metadata));
      expect(Object.keys(theirs.tensors).sort()).toEqual([...ours.tensors.keys()].sort());
      for (const [name, { type, shape, values }] of ours.tensors) {
        const found = theirs.tensors[name];
        expect(found?.shape).toEqual([...shape]);
        expect(found?.type).toBe({ F32: 'float32', F16: half, I32: 'int32', U8: 'uint8' }[type]);
        expect(found?.sum).toBeCloseTo(
          Array.from(values).reduce((a, b) => a + b, 0),
          2,
        );
        expect(found?.last).toBeCloseTo(values.at(-1) ?? 0, 5);
      }
    }
    rmSync(folder, { recursive: true });
  },
  60_000,
);

describe('a file that a stranger made is refused by name and allocates nothing', () => {
  const nested = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['less than a length', new Uint8Array(7)],
    ['a header longer than the file', fileOf({}, 0, 1000)],
    ['a header of exabytes', fileOf({}, 0, 2 ** 60)],
    ['a header that is no JSON', fileOf('{"a":', 0)],
    ['a header that is a list', fileOf('[]', 0)],
    ['a header that is no UTF-8', fileOf('{"\u0000', 0).fill(0xff, 9)],
    ['a header nested without end', fileOf(nested, 0)],
    ['an unknown number format', fileOf({ a: { ...F32([2], [0, 8]), dtype: 'BF16' } })],
    ['a number format of the prototype', fileOf({ a: { ...F32([2], [0, 8]), dtype: 'toString' } })],
    ['a field that is unknown', fileOf({ a: { ...F32([2], [0, 8]), code: 'x' } })],
    ['a negative size', fileOf({ a: F32([-2], [0, 8]) })],
    ['a size that is no whole number', fileOf({ a: F32([1.5], [0, 8]) })],
    ['sizes whose product overflows', fileOf({ a: F32([2 ** 40, 2 ** 40], [0, 8]) })],
    ['more axes than anything has', fileOf({ a: F32(new Array(1000).fill(1), [0, 4]) }, 4)],
    ['offsets backwards', fileOf({ a: F32([2], [8, 0]) })],
    ['offsets beyond the end', fileOf({ a: F32([4], [0, 16]) })],
    ['offsets that are texts', fileOf({ a: F32([2], ['0', '8']) })],
    ['a size that is not that of its bytes', fileOf({ a: F32([1], [0, 8]) })],
    ['tensors that overlap', fileOf({ a: F32([2], [0, 8]), b: F32([1], [4, 8]) })],
    ['a hole between tensors', fileOf({ a: F32([1], [0, 4]), b: F32([1], [8, 12]) }, 12)],
    ['bytes after the last tensor', fileOf({ a: F32([1], [0, 4]) }, 8)],
    ['texts that are numbers', fileOf({ __metadata__: { format: 1 } }, 0)],
    [
      'thousands of tensors',
      fileOf(
        Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`t${at}`, F32([0], [0, 0])])),
        0,
      ),
    ],
    ['a number that is none', fileOf({ a: F32([2], [0, 8]) }).fill(0xff, -8)],
  ])('%s', (_, file) => {
    expect(() => readSafetensors(file)).toThrow('engine_model_broken');
    expect(() => readModel(file)).toThrow('engine_model_broken');
  });

  test('wherever bytes of a model are changed it opens or is refused by a name, never by a crash', () => {
    const places = fc.array(fc.tuple(fc.nat(demo.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    });
    const header = Number(new DataView(demo.buffer).getBigUint64(0, true));
    const early = fc.array(fc.tuple(fc.nat(header + 7), fc.nat(255)), {
      minLength: 1,
      maxLength: 3,
    });
    const judged = (changes: readonly (readonly [number, number])[], length = demo.length) => {
      const bytes = demo.slice(0, length);
      for (const [at, value] of changes) if (at < length) bytes[at] = value;
      try {
        readModel(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
      }
    };
    fc.assert(
      fc.property(places, (changes) => judged(changes)),
      { numRuns: 20 },
    );
    fc.assert(
      fc.property(early, (changes) => judged(changes)),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(fc.nat(demo.length - 1), (length) => {
        expect(() => readModel(demo.slice(0, length))).toThrow('engine_model_broken');
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});
