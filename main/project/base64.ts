/** Bytes as text that any clipboard carries (RFC 4648), written here because the pure rooms know no page and no Node. */

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...SIGNS].map((sign, value) => [sign.charCodeAt(0), value]));
/** Bytes of a piece of text that is put together at once. */
const PIECE = 3 * 4096;

/** Bytes as base64, with its padding. */
export function textOfBytes(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += PIECE) {
    let piece = '';
    for (let at = from; at < Math.min(from + PIECE, bytes.length); at += 3) {
      const [a = 0, b, c] = bytes.subarray(at, at + 3);
      const three = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
      piece += `${SIGNS[three >> 18] ?? ''}${SIGNS[(three >> 12) & 63] ?? ''}`;
      piece += b === undefined ? '=' : (SIGNS[(three >> 6) & 63] ?? '');
      piece += c === undefined ? '=' : (SIGNS[three & 63] ?? '');
    }
    pieces.push(piece);
  }
  return pieces.join('');
}

/** The bytes of a base64 text, spaces and line ends apart; null where it is none. */
export function bytesOfText(text: string): Uint8Array | null {
  const plain = text.replaceAll(/\s+/gu, '');
  if (plain.length % 4 !== 0) return null;
  const padding = plain.endsWith('==') ? 2 : plain.endsWith('=') ? 1 : 0;
  const signs = plain.length - padding;
  const bytes = new Uint8Array((plain.length / 4) * 3 - padding);
  let bits = 0;
  let held = 0;
  let next = 0;
  for (let at = 0; at < signs; at++) {
    const value = VALUES.get(plain.charCodeAt(at));
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[next++] = (held >> bits) & 0xff;
  }
  return bytes;
}
