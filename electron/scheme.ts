/** The `app://` scheme: the built page, read from its own folder and nowhere else. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { APP_ORIGIN } from '#main/protocol/greeting.ts';
import { pageFile, pageHeaders } from '#main/protocol/page.ts';

/** Must be called before the app is ready. */
export function declareScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** What `app://` answers to a request. */
export async function answerPage(folder: string, request: Request): Promise<Response> {
  // The path as written: `URL` would resolve `..` before anybody could refuse it.
  const { url, method } = request;
  const refused = (status: number): Response =>
    new Response(null, { status, headers: pageHeaders });
  if (method !== 'GET' || !url.startsWith(`${APP_ORIGIN}/`)) return refused(405);
  const file = pageFile(url.slice(APP_ORIGIN.length).replace(/[?#].*$/s, ''));
  if (file === null) return refused(404);
  try {
    const body = await readFile(path.join(folder, ...file.names));
    return new Response(new Uint8Array(body), {
      headers: { ...pageHeaders, 'Content-Type': file.type },
    });
  } catch {
    return refused(404);
  }
}

/** Serves `folder` as `app://melodrift/`. */
export function serveScheme(folder: string): void {
  protocol.handle('app', (request) => answerPage(folder, request));
}
