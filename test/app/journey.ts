/** The main job, end to end, in whichever door: what a musician loses when any part of the way is broken. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import toneMidi from '@tonejs/midi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapped, niceness } from '../desktop/processes.ts';
import {
  at,
  command,
  decoded,
  DEMO_MODEL,
  demoIsOpen,
  drag,
  eightSongs,
  exists,
  mapAnswers,
  onMap,
  picture,
  sounding,
  spotIn,
  until,
  words,
} from './walk.ts';
import type { HostName } from '#main/protocol/hosts.ts';
import type { Opened, Person, Spot } from './person.ts';
import type { Heard } from './walk.ts';

/** Steps that are learned on the way; `npm run journey -- --whole` learns for a minute instead. */
const STEPS = 100;
const WHOLE = process.env['MELODRIFT_WHOLE'] === 'yes';

/** What both doors must stand. `open` is given a folder for files. */
export function journey(door: string, open: (folder: string) => Promise<Opened>): void {
  let app: Opened;
  let me: Person;
  let folder = '';
  let model = '';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
    app = await open(folder);
    me = app.person;
    await demoIsOpen(me);
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const show = (name: string): Promise<void> => picture(me, `${door}-${name}`);
  const rows = (): Promise<number> =>
    me.ask(`Number(document.querySelector('.roll table').getAttribute('aria-rowcount'))`);
  /** What the command line says at a place. */
  const said = (file: string, spot: Spot | null): Promise<readonly Heard[]> => {
    if (spot === null) throw new Error('what sounds comes from no place of the map');
    return decoded(file, spot.x, spot.y, path.join(folder, 'decoded.out'));
  };
  const learned = (what: 'step' | 'seconds'): string =>
    `Number(document.querySelector('${at('facts')}')?.dataset.${what} ?? 0)`;

  test('a drag over the map makes the phrase that the command line writes at that place', async () => {
    const { place, notes } = await drag(me, [0.4, 0.6], [0.6, 0.35]);
    expect(notes.length).toBeGreaterThan(0);
    expect(notes).toEqual(await said(DEMO_MODEL, place));
    await show('dragged');
  });

  test('eight songs are dropped and learned natively, on what the music leaves over', async () => {
    await me.drop(await eightSongs());
    await until(me, exists(at('learn-stop')));
    if (WHOLE) await learnForAMinute();
    await until(me, `${learned('step')} >= 1`, 60);
    const pid = (await app.pid('learning')) ?? 0;
    expect(await mapped(pid)).toContain('libtensorflow');
    expect(await niceness(pid)).toBe(19);
    await show('learning');
    if (WHOLE) await until(me, `${learned('seconds')} >= 60`, 180);
    // A machine with much else to do reaches the run's own end before.
    else
      await until(
        me,
        `${learned('step')} >= ${String(STEPS)} || ${exists(at('learn-button'))}`,
        120,
      );
    if (await me.ask<boolean>(exists(at('learn-stop')))) await me.click(at('learn-stop'));
    await until(me, exists(at('learn-button')), 60);
    expect(await me.ask(`document.querySelectorAll('${at('song-row')}').length`)).toBe(8);
    await until(me, `document.querySelector('${at('status-model')}').dataset.state === 'well'`);
    await show('learned');
  });

  test('the model just learned is what the map plays, note for note, and not the one before', async () => {
    model = await app.saved('.safetensors', () => command(me, 'Save the model'));
    await until(me, exists(at('toast')));
    await mapAnswers(me);
    const { place, notes } = await drag(me, [0.35, 0.4], [0.55, 0.55]);
    expect(notes.length).toBeGreaterThan(0);
    expect(notes).toEqual(await said(model, place));
    expect(notes).not.toEqual(await said(DEMO_MODEL, place));
  });

  test('what plays is heard, and silence is silence', async () => {
    const level = `Number(document.querySelector('${at('meter')}').dataset.level)`;
    // A drag plays by itself; what is asked here is that each button does what it says.
    for (let round = 0; round < 2; round += 1) {
      await me.click(at('stop'));
      await until(me, `${level} < 0.005`);
      await me.click(at('play'));
      await until(me, `${level} > 0.01`);
    }
    await me.click(at('stop'));
    await until(me, `${level} < 0.005`);
  });

  let kept: readonly Heard[] = [];
  test('a kept sketch is edited with the mouse, and undo gives every note back', async () => {
    kept = (await sounding(me)).notes;
    await me.click(at('keep-sketch'));
    await me.click(at('tab-sketches'));
    await until(me, exists(at('sketch-row')));
    const before = await rows();
    await me.twice(await spotIn(me, at('roll'), 0.6, 0.3));
    await expect.poll(rows).not.toBe(before);
    await show('edited');
    await me.keys('Control', 'z');
    await expect.poll(rows).toBe(before);
  });

  test('the exported file says the same notes to another reader', async () => {
    const file = await app.saved('.mid', () => me.click(at('export')));
    await expect.poll(() => existsSync(file)).toBe(true);
    const { tracks, header } = new toneMidi.Midi(await readFile(file));
    const ticks = (value: number): number => (value * 480) / header.ppq;
    const order = (a: readonly number[], b: readonly number[]): number =>
      a.map((value, index) => value - (b[index] ?? 0)).find((by) => by !== 0) ?? 0;
    const read = tracks.flatMap(({ notes }) =>
      notes.map((note) => [ticks(note.ticks), note.midi, ticks(note.ticks + note.durationTicks)]),
    );
    const wanted = kept.map(({ start, pitch, end }) => [start, pitch, end]);
    expect(read.toSorted(order)).toEqual(wanted.toSorted(order));
  });

  test('each process that is killed while songs are learned and the hand drags is missed, said and made good', async () => {
    await me.click(at('tab-songs'));
    await me.click(at('learn-button'));
    await until(me, `${exists(at('learn-stop'))} && ${learned('step')} >= 1`, 60);
    await me.hold(await onMap(me, 0.3, 0.6));
    for (const [index, host] of (['midi', 'answering', 'learning'] as const).entries()) {
      await loses(host);
      await mapAnswers(me);
      const before = await sounding(me);
      const x = 0.4 + index * 0.1;
      await me.glide(await onMap(me, x, 0.5));
      await me.glide(await onMap(me, x + 0.05, 0.45));
      await expect
        .poll(async () => (await sounding(me)).place, { timeout: 20_000 })
        .not.toEqual(before.place);
      await show(`killed-${host}`);
    }
    await me.letGo();
    // The run goes on by itself.
    await until(me, `${exists(at('learn-stop'))} && ${learned('step')} >= 1`, 60);
    await me.click(at('learn-stop'));
    await until(me, exists(at('learn-button')), 60);
  });

  const SAID: Readonly<Record<HostName, RegExp | null>> = {
    // Nothing is played over MIDI here, so there is nothing to say.
    midi: null,
    answering: /answer engine/i,
    learning: /learn engine/i,
  };

  /** Kills a process, hears of it, and sees it come back where it is to come back by itself. */
  async function loses(host: HostName): Promise<void> {
    const pid = await app.pid(host);
    if (pid === null) throw new Error(`${host} does not run`);
    process.kill(pid, 'SIGKILL');
    const told = SAID[host];
    if (told !== null)
      await expect.poll(() => words(me, at('toast')), { timeout: 20_000 }).toMatch(told);
    const again = async (): Promise<boolean> => ![null, pid].includes(await app.pid(host));
    await expect.poll(again, { timeout: 20_000 }).toBe(true);
  }

  /** Instead of the run that begins by itself and ends after half a minute: a longer one. */
  async function learnForAMinute(): Promise<void> {
    await me.click(at('learn-stop'));
    await until(me, exists(at('learn-button')), 60);
    await me.click(at('preset'));
    await me.click('[data-menu-item][data-value="deep"]');
    await me.click(at('learn-button'));
    await until(me, exists(at('learn-stop')));
  }
}
