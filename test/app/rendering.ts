/** Renders timelines in a real browser without a device, through the app's own studio. */
import path from 'node:path';
import { launch } from 'puppeteer-core';
import { build } from 'vite';
import { ROOT } from './walk.ts';
import type { Timeline } from '#main/transport/timeline.ts';

/** Samples a second of every rendering. */
export const RATE = 44100;

/** A browser that renders. */
export interface Renderer {
  /** The left channel. */
  readonly render: (timeline: Timeline, seconds: number) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
}

/** Builds what renders and starts a browser with it. */
export async function openRenderer(): Promise<Renderer> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: {
        entry: path.join(ROOT, 'renderer/player/render.ts'),
        formats: ['iife'],
        name: 'melodrift',
        fileName: 'render',
      },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  const browser = await launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage();
  await page.addScriptTag({ content: output.output[0].code });
  return {
    render: async (timeline, seconds) => {
      const script = `melodrift.render(${JSON.stringify(timeline)}, ${seconds}, { sampleRate: ${RATE} }).then((buffer) => {
        const bytes = new Uint8Array(buffer.getChannelData(0).buffer);
        let text = '';
        for (const byte of bytes) text += String.fromCharCode(byte);
        return btoa(text);
      })`;
      const bytes = Buffer.from(String(await page.evaluate(script)), 'base64');
      return new Float32Array(new Uint8Array(bytes).buffer);
    },
    close: () => browser.close(),
  };
}
