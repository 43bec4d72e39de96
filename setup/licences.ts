/** The licence of every package that ships, in its own words, as one text that goes into every package of the app. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A package that ships. */
export interface Shipped {
  readonly name: string;
  readonly version: string;
  /** The licence by its short name. */
  readonly licence: string;
  /** Who holds it, where the package says so. */
  readonly author: string;
  /** The texts of its licence; empty would be a mistake, which a test finds. */
  readonly texts: readonly string[];
}

/** Packages whose manifest does not name the licence that its text is. */
const NAMED: Readonly<Record<string, string>> = {
  'google-protobuf': 'BSD-3-Clause AND Apache-2.0',
  'svelte-toolbelt': 'MIT',
};

/** Packages that hold no file of their own for it: where the same text lies, beside them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'jazz-midi': 'jzz/LICENSE.md',
  seedrandom: 'seedrandom/README.md',
};
const APACHE = 'long/LICENSE';

/** A licence file, or the licence of a sound bank that lies in a package of several. */
const TEXT = /^(licen[cs]e|copying|notice)(\b|[-_.])|_license\.md$/i;

/** Who a manifest's `author` is: written as a text, or as a name with more. */
function personOf(author: unknown): string {
  if (typeof author === 'string') return author;
  if (typeof author !== 'object' || author === null || !('name' in author)) return '';
  return String(author.name);
}

function field(manifest: unknown, name: string): unknown {
  if (typeof manifest !== 'object' || manifest === null) return undefined;
  return Object.entries(manifest).find(([key]) => key === name)?.[1];
}

/** What a package says of itself. `folder` is where its package.json lies. */
export function licenceOf(folder: string): Shipped {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const name = String(field(manifest, 'name'));
  const own = readdirSync(folder).filter((file) => TEXT.test(file));
  const beside = name.startsWith('@tensorflow/') ? APACHE : ELSEWHERE[name];
  const modules = folder.slice(0, folder.length - name.length);
  const files = [
    ...own.sort().map((file) => path.join(folder, file)),
    ...(own.length === 0 && beside !== undefined ? [path.join(modules, beside)] : []),
  ];
  return {
    name,
    version: String(field(manifest, 'version')),
    licence: NAMED[name] ?? String(field(manifest, 'license') ?? 'not said'),
    author: personOf(field(manifest, 'author')),
    texts: files.map((file) => readFileSync(file, 'utf8').trim()),
  };
}

/** The folder of the package that a bundled module came from, or null for a module of our own. */
export function packageFolder(module: string): string | null {
  const inside = module.replace(/^\0/, '').replace(/\?.*$/s, '');
  const found = /^(.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/.exec(inside)?.[1];
  return found !== undefined && existsSync(path.join(found, 'package.json')) ? found : null;
}

/** All of them as one text. Packages that share a text, word for word, share its place too. */
export function licenceText(shipped: readonly Shipped[], further: readonly string[]): string {
  const heading = (each: Shipped): string =>
    `${each.name} ${each.version} (${each.licence})${each.author === '' ? '' : `, ${each.author}`}`;
  const byText = new Map<string, string[]>();
  for (const each of [...shipped].sort((a, b) => a.name.localeCompare(b.name, 'en'))) {
    const text = each.texts.join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), heading(each)]);
  }
  const parts = [...byText].map(([text, headings]) => `${headings.join('\n')}\n\n${text}`);
  return `Melodrift contains the following works of others.\n\n${[...parts, ...further].join(
    `\n\n${'-'.repeat(72)}\n\n`,
  )}\n`;
}
