/** What an app in a browser holds at a moment: in the page after its collector ran, and in each process behind it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { CDPSession } from 'puppeteer-core';
import type { HostName } from '#main/protocol/hosts.ts';
import type { OpenedInChromium } from '../chromium.ts';
import type { Allowed } from './trend.ts';

/** Every measure, with what counts as flat: what stays of a cycle shows in a short run where it is large, in an hour where it is small. */
export const MEASURES = {
  /** Bytes of script objects that are reachable. */
  heap: { share: 0.1, most: 2e6 },
  /** Elements and texts, hanging ones too. */
  nodes: { share: 0.1, most: 60 },
  listeners: { share: 0.1, most: 30 },
  /** Nodes of Web Audio. */
  audio: { share: 0.1, most: 8 },
  /** Kilobytes of the engine that answers, and of the one that has the ports. */
  answering: { share: 0.15, most: 20e3 },
  midi: { share: 0.15, most: 20e3 },
  /** Files, pipes and sockets that those two hold: a port is one. */
  files: { share: 0, most: 1 },
} as const satisfies Readonly<Record<string, Allowed>>;
export type Measure = keyof typeof MEASURES;
export type Sample = Readonly<Record<Measure, number>>;

const resident = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]);
const descriptors = (pid: number): number => readdirSync(`/proc/${String(pid)}/fd`).length;

/** Whether this system tells of processes as Linux does. */
export const hasProc = existsSync('/proc/self/status');

/** Reads an open app. */
export class Gauge {
  readonly #app: OpenedInChromium;
  readonly #client: CDPSession;
  #audio = 0;

  private constructor(app: OpenedInChromium, client: CDPSession) {
    this.#app = app;
    this.#client = client;
  }

  static async at(app: OpenedInChromium): Promise<Gauge> {
    const client = await app.page.createCDPSession();
    const gauge = new Gauge(app, client);
    client.on('WebAudio.audioNodeCreated', () => (gauge.#audio += 1));
    client.on('WebAudio.audioNodeWillBeDestroyed', () => (gauge.#audio -= 1));
    await client.send('WebAudio.enable');
    await client.send('HeapProfiler.enable');
    await client.send('Performance.enable');
    return gauge;
  }

  async read(): Promise<Sample> {
    // What only the last round frees is found by the next: finalizers let go in turn.
    for (let round = 0; round < 3; round += 1)
      await this.#client.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.#client.send('Performance.getMetrics');
    const metric = (name: string): number =>
      metrics.find((each) => each.name === name)?.value ?? Number.NaN;
    const [answering, midi] = await Promise.all([this.#pid('answering'), this.#pid('midi')]);
    return {
      heap: metric('JSHeapUsedSize'),
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      audio: this.#audio,
      answering: resident(answering),
      midi: resident(midi),
      files: descriptors(answering) + descriptors(midi),
    };
  }

  async #pid(host: HostName): Promise<number> {
    const pid = await this.#app.pid(host);
    if (pid === null) throw new Error(`${host} is not there`);
    return pid;
  }
}
