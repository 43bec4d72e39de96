/** From a name that a person gave to a file name that every system takes and every program shows. */

/** Most file systems count bytes of UTF-8, Windows fewer: UTF-16 units, of which there are never more than bytes. */
const LONGEST = 255;
/** Devices of Windows, with whatever ending. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/iu;
/** Signs that a system keeps for itself, that cannot be seen, or that turn the direction of what follows. */
const FORBIDDEN =
  /[\\/:*?"<>|\p{Cc}\p{Cs}\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFD]/gu;

const bytesIn = (text: string): number => new TextEncoder().encode(text).length;

/** As much of a text as fits, by whole signs: half a sign of two code points is another sign. */
function cut(text: string, bytes: number): string {
  let fits = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += bytesIn(segment);
    if (used > bytes) break;
    fits += segment;
  }
  return fits;
}

/**
 * A name of a file: at most 255 bytes, no folders, nothing hidden, nothing that Windows, macOS or Linux refuses.
 * @param name as a person wrote it, without the ending
 * @param ending with its dot, as `.mid`
 * @example safeFileName('歌 [v2] #1?', '.mid') // '歌 [v2] #1_.mid'
 * @example safeFileName('con', '.mid') // 'con_.mid'
 */
export function safeFileName(name: string, ending: string): string {
  const plain = name.normalize('NFC').replaceAll(FORBIDDEN, '_').trim().replace(/^\.+/u, '_');
  // Windows drops dots and spaces at an end without a word, and looks for devices before the first dot.
  const ended = cut(plain, LONGEST - bytesIn(ending) - 1).replace(/[. ]+$/u, '');
  const [first = ''] = ended.split('.');
  const free = DEVICE.test(first.trim()) ? `${first}_${ended.slice(first.length)}` : ended;
  return `${free === '' ? 'untitled' : free}${ending}`;
}

/**
 * The same for a name that has its ending already.
 * @example safeWholeName('a/b.mid') // 'a_b.mid'
 */
export function safeWholeName(name: string): string {
  const ending = /\.[a-z\d]{1,12}$/iu.exec(name)?.[0] ?? '';
  return safeFileName(ending === '' ? name : name.slice(0, -ending.length), ending);
}
