/** Files among the words that the app is started with, by a shell, a file manager or a second launch. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OURS = /\.(mid|midi|kar|rmi|melodrift)$/iu;

/**
 * The files that are meant by the words of a command line.
 * @param words as `process.argv`: the first is the program
 * @param folder where the words were written, by which names without a folder are found
 * @returns whole paths; what is no file of ours, or a flag, is left out
 * @example givenFiles(['melodrift', '--disable-gpu', 'My%20song.mid', 'file:///home/a/b%20c.melodrift'], '/home/a')
 * // ['/home/a/My%20song.mid', '/home/a/b c.melodrift']
 */
export function givenFiles(words: readonly string[], folder: string): readonly string[] {
  return words
    .slice(1)
    .filter((word) => !word.startsWith('-'))
    .map((word) => placeOf(word, folder))
    .filter((place) => place !== null)
    .filter((place) => OURS.test(place));
}

/** File managers of Linux hand over addresses, shells names. */
function placeOf(word: string, folder: string): string | null {
  if (!/^file:/iu.test(word)) return path.resolve(folder, word);
  try {
    return fileURLToPath(word);
  } catch {
    // An address of another machine, or one that says no path, names no file of this one.
    return null;
  }
}
