/** A list of things in a sentence, as the language of the moment writes one. */

/**
 * Words one after the other: `one, two` in English; Chinese has a sign of its own, which lists of units leave out.
 * @example listWords(['一首歌', '两个草稿'], 'zh-Hans') // '一首歌和两个草稿'
 */
export function listWords(words: readonly string[], locale: string): string {
  const type = locale.startsWith('zh') ? 'conjunction' : 'unit';
  return new Intl.ListFormat(locale, { type }).format(words);
}
