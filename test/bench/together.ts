/** `bench together`: one timeline, half of it sounded by the window, half at a port: how far apart the two begin the same beats. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import midiFiles from '@tonejs/midi';
import { launch } from 'puppeteer-core';
import { builtPages, openDoor } from '#main/engine/server.ts';
import { now } from '#main/midi/clock.ts';
import { dropBy } from '../app/person.ts';
import { PortLog } from './ledger/log.ts';
import { quantiles } from './quantiles.ts';
import { noteSounds, type Noted } from './together/page.ts';
import type { Page } from 'puppeteer-core';
import type { BenchOptions } from './step.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const BPM = 120;
/** Seconds from one beat of both to the next, and at the beginning that are not looked at: clocks are measured there. */
const STEP = 60 / BPM / 2;
const SETTLE = 3;
/** Seconds around a moment over which readings of the audio clock are averaged: single ones jump by a buffer. */
const AROUND = 2.5;
const PINGS = 400;
/** How far from each other two onsets of one beat may lie to be taken for it. */
const NEAR = STEP / 2;
/** Error of the second crystal, in millionths: more than sound cards have. */
const CRYSTAL = 100;
const PATIENCE_MS = 120_000;

const NAME = 'together';
const at = (id: string): string => `[data-testid="${id}"]`;

/** The song: a flute and a bass that begin every note together. */
function song(seconds: number): Uint8Array {
  const file = new midiFiles.Midi();
  file.header.setTempo(BPM);
  const voices = [
    { program: 73, lowest: 72 },
    { program: 33, lowest: 36 },
  ];
  for (const [index, { program, lowest }] of voices.entries()) {
    const track = file.addTrack();
    track.channel = index;
    track.instrument.number = program;
    for (let step = 0; step * STEP < seconds; step += 1)
      track.addNote({
        midi: lowest + ([0, 4, 7, 5][step % 4] ?? 0),
        ticks: step * 240,
        durationTicks: 200,
        velocity: 0.8,
      });
  }
  return file.toArray();
}

/** Seconds that the system's clock is ahead of the page's `performance.now()`, and how far that may be wrong. */
async function offsetTo(page: Page): Promise<{ readonly offset: number; readonly wrong: number }> {
  let best = { trip: Infinity, offset: 0 };
  for (let count = 0; count < PINGS; count += 1) {
    const sent = now();
    const there = Number(await page.evaluate('performance.now()')) / 1000;
    const trip = now() - sent;
    if (trip < best.trip) best = { trip, offset: sent + trip / 2 - there };
  }
  return { offset: best.offset, wrong: best.trip / 2 };
}

/** The middle of the readings around a moment of the page, in milliseconds. */
function behindAt(readings: Noted['readings'], ms: number): number {
  const near = readings
    .filter(([when]) => Math.abs(when - ms) <= AROUND * 1000)
    .map(([, behind]) => behind)
    .sort((a, b) => a - b);
  return near[near.length >> 1] ?? Number.NaN;
}

/** Plays the song for so long; milliseconds from each beat of the port to the same beat of the window. */
async function played(seconds: number, millionths: number) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  const file = path.join(folder, 'port.jsonl');
  process.env['MELODRIFT_MIDI_LOG'] = file;
  const log = new PortLog(file);
  const door = await openDoor({ pages: () => builtPages(path.join(ROOT, 'build/renderer')) });
  const browser = await launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
    defaultViewport: { width: 1440, height: 900 },
    protocolTimeout: (seconds + 600) * 1000,
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const kept = {
      learnOnDrop: false,
      locale: 'en',
      routes: { bass: { output: 'Memory', channel: 2 } },
    };
    await page.evaluateOnNewDocument((text) => {
      localStorage.setItem('melodrift.preferences', text);
    }, JSON.stringify(kept));
    await page.evaluateOnNewDocument(noteSounds, millionths / 1e6);
    await page.goto(door.address);
    await page.waitForFunction(`document.querySelectorAll('${at('song-row')}').length >= 8`);
    const whole = path.join(folder, `${NAME}.mid`);
    await writeFile(whole, song(seconds + 2 * SETTLE));
    const session = await page.createCDPSession();
    await dropBy((name, about) => session.send(name, about), [whole]);
    const row = `[...document.querySelectorAll('${at('song-row')}')].find((each) => each.textContent.includes('${NAME}'))`;
    await page.waitForFunction(`${row} !== undefined`);
    await page.evaluate(`(${row}).querySelector('button').click()`);
    await (await page.waitForSelector(at('song-edit')))?.click();
    await page.waitForFunction(`document.querySelectorAll('${at('lane')}').length === 2`);
    await page.click(at('play'));
    const begun = await log.first(
      ({ bytes: [status = 0] }) => status >> 4 === 9,
      PATIENCE_MS / 1000,
    );
    if (begun === null) throw new Error('nothing came out of the port');
    const first = await offsetTo(page);
    const wanted = begun.seconds + SETTLE + seconds;
    await new Promise((done) => setTimeout(done, Math.max(0, wanted - now() + 1) * 1000));
    const noted = (await page.evaluate('noted')) as Noted;
    const last = await offsetTo(page);
    const { offset, wrong } = last.wrong < first.wrong ? last : first;
    // Heard by the page's clock: the audio's second, and how far its clock is behind there.
    const heard = [...new Set(noted.onsets)]
      .map((second) => {
        const about = second * 1000 + (noted.readings[0]?.[1] ?? 0);
        return second + behindAt(noted.readings, about) / 1000;
      })
      .filter((moment) => Number.isFinite(moment));
    const ports = log
      .look()
      .filter(({ bytes: [status = 0] }) => status >> 4 === 9)
      .map(({ seconds: when }) => when)
      .filter((when) => when >= begun.seconds + SETTLE && when <= wanted);
    let alone = 0;
    const apart = ports.flatMap((when) => {
      const distances = heard.map((moment) => moment + offset - when);
      const nearest = distances.reduce(
        (least, each) => (Math.abs(each) < Math.abs(least) ? each : least),
        Infinity,
      );
      if (Math.abs(nearest) <= NEAR) return [nearest * 1000];
      alone += 1;
      return [];
    });
    const tenth = Math.max(1, Math.floor(apart.length / 10));
    const middle = (some: readonly number[]): number => quantiles(some).p50;
    return {
      ...quantiles(apart.map(Math.abs)),
      /** Which way, and whether it grows: the middle of the first and of the last tenth. */
      first: middle(apart.slice(0, tenth)),
      last: middle(apart.slice(-tenth)),
      beats: apart.length,
      alone,
      /** How far single readings of the audio clock lie from their middle. */
      readings: quantiles(
        noted.readings.map(([when, behind]) => Math.abs(behind - behindAt(noted.readings, when))),
      ),
      clockWrongBy: Math.round(wrong * 1e6) / 1000,
    };
  } finally {
    await browser.close();
    await door.close();
    log.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds between sound and port, with one crystal, and with an audio crystal that goes wrong by a hundred millionths. */
export async function together({ seconds }: BenchOptions): Promise<object> {
  const same = await played(seconds, 0);
  const other = await played(seconds, CRYSTAL);
  return {
    seconds,
    same,
    crystal: { millionths: CRYSTAL, ...other },
    goal: 'p99 <= 3 ms, no beat alone',
    pass: [same, other].every(({ p99, alone, beats }) => p99 <= 3 && alone === 0 && beats > 0),
  };
}
