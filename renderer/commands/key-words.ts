/** Keys as a person reads them on her keyboard. */

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/ArrowUp/u, '↑'],
  [/ArrowDown/u, '↓'],
  [/ArrowLeft/u, '←'],
  [/ArrowRight/u, '→'],
];

/** @example keyWords('Ctrl+Shift+ArrowUp') // 'Ctrl Shift ↑' */
export function keyWords(keys: string): string {
  const shown = SIGNS.reduce((text, [name, sign]) => text.replace(name, sign), keys);
  return shown.replaceAll('+', ' ');
}
