/** WAV files: what a person loses when a studio's program reads something else than what she heard. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wavFile, type Bits } from '#renderer/player/wav.ts';
import { readWav } from '../../app/wav.ts';

const sample = fc.float({ min: -2, max: 2, noNaN: true });

it('gives back every sample to half a step, and what is too loud at full scale', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(sample, sample), { maxLength: 200 }),
      fc.constantFrom<Bits>(16, 24),
      fc.constantFrom(44100, 48000),
      (frames, bits, rate) => {
        const channels = [0, 1].map((side) =>
          Float32Array.from(frames, (frame) => frame[side] ?? 0),
        );
        const read = readWav(wavFile(channels, rate, bits));
        expect(read).toMatchObject({ rate, bits });
        const step = 2 ** (1 - bits);
        channels.forEach((samples, side) =>
          samples.forEach((value, index) => {
            const wanted = Math.max(-1, Math.min(1 - step, value));
            const found = read.channels[side]?.[index] ?? Number.NaN;
            expect(Math.abs(found - wanted)).toBeLessThanOrEqual(step * 0.51);
          }),
        );
      },
    ),
  );
});

/** Python's own reader knows plain PCM; where there is no Python this is skipped. */
function python(): boolean {
  try {
    execFileSync('python3', ['-c', 'import wave']);
    return true;
  } catch {
    return false;
  }
}

it.skipIf(!python())('is read by a reader that is not ours', () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'melodrift-')), 'a.wav');
  const ramp = Float32Array.from({ length: 100 }, (_, index) => index / 100);
  writeFileSync(file, wavFile([ramp, ramp.map((value) => -value)], 48000, 16));
  const script = `import wave,struct,sys
w=wave.open(sys.argv[1]); f=struct.unpack('<200h',w.readframes(100))
print(w.getnchannels(),w.getframerate(),w.getsampwidth(),w.getnframes(),f[100],f[101])`;
  const said = execFileSync('python3', ['-c', script, file], { encoding: 'utf8' });
  expect(said.trim()).toBe('2 48000 2 100 16384 -16384');
});
