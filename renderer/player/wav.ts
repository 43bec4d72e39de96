/** WAV files: samples as bytes that every program reads. */

/** How a sample is written. */
export type Bits = 16 | 24;

/** PCM beyond 16 bits is announced by the extensible format, as the format's own rules ask. */
const HEADER = { 16: 44, 24: 68 } as const;
/** The end of `KSDATAFORMAT_SUBTYPE_PCM`, after its first two bytes. */
const SUBTYPE = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

/**
 * A WAV file of channels of equal length. Full scale is -1 to 1; what lies beyond is written as full scale.
 *
 * @param channels samples, one array a channel (at most two)
 * @param sampleRate samples a second
 * @throws RangeError where it would not fit into a WAV file (4 GB)
 */
export function wavFile(
  channels: readonly Float32Array[],
  sampleRate: number,
  bits: Bits,
): Uint8Array<ArrayBuffer> {
  const frames = channels[0]?.length ?? 0;
  const bytesEach = bits / 8;
  const block = channels.length * bytesEach;
  const size = frames * block;
  const header = HEADER[bits];
  if (header + size + 1 > 0xffffffff) throw new RangeError('too long for a WAV file');
  const bytes = new Uint8Array(header + size + (size % 2));
  const view = new DataView(bytes.buffer);
  const text = (at: number, letters: string): void =>
    [...letters].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, bits === 16 ? 16 : 40, true);
  view.setUint16(20, bits === 16 ? 1 : 0xfffe, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * block, true);
  view.setUint16(32, block, true);
  view.setUint16(34, bits, true);
  if (bits === 24) {
    view.setUint16(36, 22, true);
    view.setUint16(38, bits, true);
    view.setUint32(40, channels.length === 2 ? 3 : 4, true);
    view.setUint16(44, 1, true);
    bytes.set(SUBTYPE, 46);
  }
  text(header - 8, 'data');
  view.setUint32(header - 4, size, true);
  const top = 2 ** (bits - 1);
  channels.forEach((samples, channel) => {
    for (let frame = 0; frame < frames; frame += 1) {
      const scaled = Math.round((samples[frame] ?? 0) * top);
      const value = Math.max(-top, Math.min(top - 1, scaled));
      const at = header + frame * block + channel * bytesEach;
      view.setInt16(at, bits === 16 ? value : value & 0xffff, true);
      if (bits === 24) view.setInt8(at + 2, value >> 16);
    }
  });
  return bytes;
}
