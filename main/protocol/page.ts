/** What the window's page may be and load: one rule for Electron's `app://` and for the browser door. */

/** Media types by ending; what is not listed is not served. */
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  sf3: 'application/octet-stream',
  mid: 'audio/midi',
  safetensors: 'application/octet-stream',
  melodrift: 'application/zip',
  txt: 'text/plain; charset=utf-8',
};

/** No inline script, no eval, nothing from elsewhere. A `style` attribute may place a thing; a style sheet must be a file. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  // Tone makes the worker of its clock from a blob of its own.
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer. The two cross-origin ones give the page its SharedArrayBuffer and exact clocks. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

/**
 * The file that a request path means, as names below the page's folder; null where it would lead out of it or means
 * nothing that is served.
 * @example
 * pageFile('/') // { names: ['index.html'], type: 'text/html; charset=utf-8' }
 * pageFile('/..%2fsecret.json') // null
 */
export function pageFile(
  path: string,
): { readonly names: readonly string[]; readonly type: string } | null {
  const names: string[] = [];
  for (const piece of (path === '/' ? '/index.html' : path).slice(1).split('/')) {
    const name = decoded(piece);
    if (name === null || !/^[\p{L}\p{N}_\-. ()[\]&,'+!@#~]+$/u.test(name)) return null;
    // A leading dot is a hidden file or a way up; a trailing one is dropped by Windows.
    if (name.startsWith('.') || name.endsWith('.') || name.endsWith(' ')) return null;
    names.push(name);
  }
  const ending = names.at(-1)?.split('.').at(-1)?.toLowerCase() ?? '';
  const type = Object.hasOwn(types, ending) ? types[ending] : undefined;
  return path.startsWith('/') && type !== undefined ? { names, type } : null;
}

function decoded(piece: string): string | null {
  try {
    return decodeURIComponent(piece);
  } catch {
    return null;
  }
}
