/** Reads WAV files, chunk by chunk, as any program would. */

/** What a WAV file holds; samples are -1 to 1, a channel each. */
export interface Wav {
  readonly rate: number;
  readonly bits: number;
  readonly channels: readonly Float32Array[];
}

/** @throws Error where it is none */
export function readWav(bytes: Uint8Array): Wav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (text(0) !== 'RIFF' || text(8) !== 'WAVE') throw new Error('this is no WAV file');
  if (view.getUint32(4, true) !== bytes.length - 8) throw new Error('the length is wrong');
  let [rate, bits, count] = [0, 0, 0];
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (text(at) === 'fmt ') {
      count = view.getUint16(body + 2, true);
      rate = view.getUint32(body + 4, true);
      bits = view.getUint16(body + 14, true);
    } else if (text(at) === 'data') {
      const each = bits / 8;
      const frames = size / (each * count);
      const value = (place: number): number =>
        bits === 16
          ? view.getInt16(place, true) / 2 ** 15
          : ((view.getInt8(place + 2) << 16) | view.getUint16(place, true)) / 2 ** 23;
      const channels = Array.from({ length: count }, (_, channel) =>
        Float32Array.from({ length: frames }, (__, frame) =>
          value(body + (frame * count + channel) * each),
        ),
      );
      return { rate, bits, channels };
    }
    at = body + size + (size % 2);
  }
  throw new Error('the file has no samples');
}
