/** Renders timelines in a real browser without a device, through the app's own studio. */
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { launch } from 'puppeteer-core';
import { build } from 'vite';
import { builtPages } from '#main/engine/server.ts';
import { ROOT } from './walk.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import type { Act, HeardNote, Wish } from '../renderer/player/acts.ts';
import type { BankAddresses } from '#renderer/player/general-midi.ts';

/** Which instruments render: those of the app, or those of a bank that was laid before the page. */
export type Sounds = 'built-in' | 'general-midi' | `/banks/${string}`;

/** Samples a second where nothing else is asked. */
export const RATE = 44100;

/** A browser that renders. */
export interface Renderer {
  /** Lays a sound bank before the page. */
  readonly lay: (name: string, bytes: Uint8Array) => Sounds;
  /** The left channel. */
  readonly render: (
    timeline: Timeline,
    seconds: number,
    sounds?: Sounds,
    sampleRate?: number,
  ) => Promise<Float32Array>;
  /** What hands play, and what they wanted when. */
  readonly acts: (
    acts: readonly Act[],
    seconds: number,
    sounds?: Sounds,
  ) => Promise<{ readonly samples: Float32Array; readonly wishes: readonly Wish[] }>;
  /** The same instruments, told of notes one by one. */
  readonly notes: (
    notes: readonly HeardNote[],
    seconds: number,
    sounds?: Sounds,
  ) => Promise<Float32Array>;
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
        entry: path.join(ROOT, 'test/app/rendering-page.ts'),
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
  const banks = new Map<string, Uint8Array>();
  const pages = builtPages(path.join(ROOT, 'build/renderer'));
  const server = createServer((request, response) => {
    const own = banks.get(request.url ?? '');
    if (own !== undefined) return void response.end(own);
    if (request.url !== '/') return void pages(request, response);
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Rendering</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${address.port}/`);
  await page.addScriptTag({ content: output.output[0].code });
  const bank = await shippedBank();
  const samplesOf = (text: unknown): Float32Array =>
    new Float32Array(new Uint8Array(Buffer.from(String(text), 'base64')).buffer);
  const run = async (name: string, ...given: readonly unknown[]): Promise<unknown> => {
    const values = given.map((value) => JSON.stringify(value)).join(', ');
    return page.evaluate(`melodrift.${name}(${values})`);
  };
  const bankOf = (sounds: Sounds): BankAddresses | null => {
    if (sounds === 'built-in') return null;
    return sounds === 'general-midi' ? bank : { ...bank, bank: sounds };
  };
  return {
    lay: (name, bytes) => {
      const address = `/banks/${name}` as const;
      banks.set(address, bytes);
      return address;
    },
    render: async (timeline, seconds, sounds = 'built-in', sampleRate = RATE) => {
      const own = bankOf(sounds);
      const rendering = { sampleRate, ...(own !== null && { bank: own }) };
      return samplesOf(await run('rendered', timeline, seconds, rendering));
    },
    acts: async (acts, seconds, sounds = 'built-in') => {
      const played = (await run('playedActs', acts, seconds, bankOf(sounds))) as {
        readonly text: string;
        readonly wishes: readonly Wish[];
      };
      return { samples: samplesOf(played.text), wishes: played.wishes };
    },
    notes: async (notes, seconds, sounds = 'built-in') =>
      samplesOf(await run('playedNotes', notes, seconds, bankOf(sounds))),
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The synthesizer and the bank as the built app ships them. */
async function shippedBank(): Promise<BankAddresses> {
  const names = await readdir(path.join(ROOT, 'build/renderer/assets'));
  const address = (beginning: string): string => {
    const name = names.find((each) => each.startsWith(beginning));
    if (name === undefined) throw new Error(`the built page has no ${beginning}`);
    return `/assets/${name}`;
  };
  return { worklet: address('synthesizer-'), bank: address('FluidR3Mono_GM') };
}
