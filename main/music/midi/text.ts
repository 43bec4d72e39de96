/** Turns the texts of MIDI files, which say nothing about their encoding, into strings that are safe to show, and back into UTF-8. */

/** The one thing of the platform this room needs (WHATWG Encoding, in every browser and in Node); declared here so that the room compiles without their types. */
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** Decodes strictly; null where the bytes are not of that encoding or the platform does not know it. */
function decodeAs(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/**
 * The share of double bytes that are everyday Chinese (GB2312 level 1, or its punctuation), 0 where the bytes are not
 * double bytes throughout. German or French words rarely pair their accents, and Japanese kana lie outside.
 */
function chineseShare(bytes: Uint8Array): number {
  let pairs = 0;
  let everyday = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++i] ?? 0;
    if (lead < 0x81 || lead > 0xfe || trail < 0x40 || trail === 0x7f || trail > 0xfe) return 0;
    pairs++;
    if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3)) {
      everyday++;
    }
  }
  return pairs === 0 ? 0 : everyday / pairs;
}

/** The share of high characters that are kana or everyday kanji in Shift-JIS, 0 where the bytes are not Shift-JIS. */
function japaneseShare(bytes: Uint8Array): number {
  let high = 0;
  let everyday = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    high++;
    if (lead >= 0xa1 && lead <= 0xdf) continue;
    const trail = bytes[++i] ?? 0;
    if (lead === 0x80 || lead === 0xa0 || lead > 0xfc) return 0;
    if (trail < 0x40 || trail === 0x7f || trail > 0xfc) return 0;
    if (lead === 0x82 || lead === 0x83 || lead === 0x81 || (lead >= 0x88 && lead <= 0x97)) {
      everyday++;
    }
  }
  return high === 0 ? 0 : everyday / high;
}

/**
 * Decodes the bytes of a text event: UTF-8 where they are that, else GBK or Shift-JIS where they look like everyday
 * Chinese or Japanese, else Latin-1 (in its Windows form). The answer may hold anything: show it through {@link harmless}.
 *
 * @example
 * decodeText(Uint8Array.of(0xb8, 0xd6, 0xc7, 0xd9)) // '钢琴'
 */
export function decodeText(bytes: Uint8Array): string {
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8 !== null) return utf8;
  if (chineseShare(bytes) >= 0.5) {
    const chinese = decodeAs('gbk', bytes);
    if (chinese !== null) return chinese;
  }
  if (japaneseShare(bytes) >= 0.5) {
    const japanese = decodeAs('shift_jis', bytes);
    if (japanese !== null) return japanese;
  }
  return decodeAs('windows-1252', bytes) ?? latin1(bytes);
}

/** Half characters, which no encoding can write, become the sign for what cannot be shown. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Characters that turn the direction of the text around them, or are not seen at all. */
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
/** Control characters, line and paragraph ends: all become one blank. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu;

/**
 * A text on one line in which nothing can steer a terminal, break a line or turn the reading direction. Markup is left as
 * it is: whoever shows it must show it as text.
 *
 * @example
 * harmless('Lead\u202e\u001b[31m\r\n') // 'Lead [31m'
 */
export function harmless(text: string): string {
  return wellFormed(text).replace(UNSEEN, '').replace(CONTROL, ' ').trim();
}

/** UTF-8 bytes of one code point. */
function bytesOf(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

/** The longest start of `text` whose UTF-8 form has at most `limit` bytes. */
export function cutText(text: string, limit: number): string {
  let bytes = 0;
  let length = 0;
  for (const character of text) {
    bytes += bytesOf(character.codePointAt(0) ?? 0);
    if (bytes > limit) return text.slice(0, length);
    length += character.length;
  }
  return text;
}

/** The UTF-8 form of a text. */
export function encodeText(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of wellFormed(text)) {
    const point = character.codePointAt(0) ?? 0;
    const size = bytesOf(point);
    if (size === 1) {
      bytes.push(point);
      continue;
    }
    bytes.push(((0xf00 >> size) & 0xff) | (point >> (6 * (size - 1))));
    for (let rest = size - 2; rest >= 0; rest--) bytes.push(0x80 | ((point >> (6 * rest)) & 0x3f));
  }
  return Uint8Array.from(bytes);
}
