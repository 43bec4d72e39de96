/** A script of the house in a page of a real browser, with the window's colours and nothing else. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { launch } from 'puppeteer-core';
import { build } from 'vite';

const ROOT = path.join(import.meta.dirname, '..', '..');

/**
 * Builds a script and opens it in a browser of its own.
 *
 * @param entry the script, from the root of the repository
 * @param name by which the page knows what it exports
 * @param run is given what calls it there, for example `measure(1000, 60)`
 */
export async function inPage<T>(
  entry: string,
  name: string,
  run: (call: (expression: string) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: path.join(ROOT, entry), formats: ['iife'], name, fileName: name },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  const browser = await launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    protocolTimeout: 600_000,
  });
  try {
    const page = await browser.newPage();
    await page.setContent('<!doctype html><html data-theme="dark"><body></body></html>');
    const tokens = await readFile(path.join(ROOT, 'renderer/design/tokens.css'), 'utf8');
    await page.addStyleTag({ content: tokens });
    await page.addScriptTag({ content: output.output[0].code });
    return await run((expression) => page.evaluate(`${name}.${expression}`));
  } finally {
    await browser.close();
  }
}
