/** The way out of the page's folder that must not exist, and the ways in that must. */
import { expect, test } from 'vitest';
import { pageFile, pageHeaders } from '#main/protocol/page.ts';

test.each([
  '',
  'index.html',
  '/..',
  '/../package.json',
  '/%2e%2e/package.json',
  '/..%2fpackage.json',
  '/assets/..%5c..%5cx.js',
  '/%2e%2e%2f%2e%2e%2fetc/passwd.txt',
  '/.hidden.js',
  '/assets/',
  '//etc/x.js',
  '/C:/x.js',
  '/a%00.js',
  '/x.js.',
  '/x.js ',
  '/%zz.js',
  '/assets/%2Fetc%2Fx.js',
  '/x.sh',
  '/x',
  '/x.constructor',
  '/\\x.js',
  '/a/./b.js',
  '/file:///x.js',
])('nobody reads a file outside the page by asking for %j', (path) => {
  expect(pageFile(path)).toBeNull();
});

test.each([
  ['/', ['index.html']],
  ['/assets/index-D4.js', ['assets', 'index-D4.js']],
  ['/demo/%E6%AD%8C%20%5Bv2%5D.mid', ['demo', '歌 [v2].mid']],
])('the page gets its own %s', (path, names) => {
  expect(pageFile(path)?.names).toEqual(names);
});

test('no inline script and no eval run in the window', () => {
  const policy = pageHeaders['Content-Security-Policy'] ?? '';
  const scripts = policy.split('; ').find((each) => each.startsWith('script-src '));
  expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).toMatch(/^default-src 'none'/);
});
