/** `bench project`: opening, saving and keeping a project of 100,000 notes beside plain JSON of the same data, and 10,000 edits of it. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeAtomically } from '#electron/atomic.ts';
import { seededRandom } from '#main/latent/random.ts';
import { baseOf, packAutosave, unpackAutosave } from '#main/project/autosave.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import * as histories from '#main/project/history.ts';
import { emptyProject } from '#main/project/models.ts';
import { editNotes } from '#main/project/note-edit.ts';
import { addNotes } from '#main/project/notes.ts';
import { keepSketch } from '#main/project/sketches.ts';
import { heap } from './heap.ts';
import { inTurns, type Rival } from './rounds.ts';
import type { History } from '#main/project/history.ts';
import type { Project } from '#main/project/project.ts';
import type { BenchOptions } from './step.ts';

const SKETCHES = 20;
const NOTES = 5000;
const EDITS = 10_000;

/** Twenty sketches of 5,000 notes each, by chance: evenly spaced ones would be packed to nothing. */
function large(): Project {
  const random = seededRandom(1);
  const upTo = (most: number): number => Math.floor(random() * most);
  const phrase = { notes: [], length: NOTES * 120, bpm: 120, programs: { melody: 0 } } as const;
  let project: Project = emptyProject('large');
  for (let sketch = 0; sketch < SKETCHES; sketch += 1) {
    project = keepSketch(project, phrase, `Sketch ${sketch + 1}`, { from: 'hand' });
    const notes = Array.from({ length: NOTES }, (_, index) => {
      const start = index * 120 + upTo(60);
      return { pitch: 30 + upTo(70), velocity: 1 + upTo(127), start, end: start + 30 + upTo(90) };
    });
    project = addNotes(project, project.sketches[0]?.id ?? '', 'melody', notes);
  }
  return project;
}

/** Moves one note of the first sketch. */
function edited(history: History, random: () => number): History {
  const [sketch] = history.project.sketches;
  const notes = sketch?.lanes.find(({ id }) => id === 'melody')?.notes ?? [];
  const id = notes[Math.floor(random() * notes.length)]?.id ?? 0;
  return histories.edit(history, { code: 'notes_move', n: 1 }, (project) =>
    editNotes(project, sketch?.id ?? '', 'melody', {
      kind: 'move',
      ids: new Set([id]),
      ticks: 10,
      pitch: 0,
    }),
  );
}

/** Times rivals in turns. */
const rival = (name: string, once: () => Promise<void> | void): Rival => ({
  name,
  once: async () => once(),
  end: () => undefined,
});

/** What plain programs do: the same data as JSON, written and brought to the disk. */
function plainly(file: string, project: Project): void {
  const handle = openSync(file, 'w');
  writeSync(handle, Buffer.from(JSON.stringify(project)));
  fsyncSync(handle);
  closeSync(handle);
}

/** The figures; passes where what stops the window at each autosave is at most twice the writing of plain JSON. */
export async function project({ seconds }: BenchOptions): Promise<object> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-bench-'));
  const at = (name: string): string => path.join(folder, name);
  const random = seededRandom(2);
  let history = histories.open(large());
  let opened = history;
  const base = baseOf(history.project, 0);
  await writeFile(at('project'), pack(history));
  await writeFile(at('json'), JSON.stringify(history.project));
  const times = await inTurns(
    [
      rival('json', () => plainly(at('plain'), history.project)),
      rival('readJson', async () => void JSON.parse(await readFile(at('json'), 'utf8'))),
      rival('open', async () => {
        opened = historyIn(await bytesOf(at('project')));
      }),
      // What stops the window the first time after opening: nothing of the project was packed by this process before.
      rival('firstPack', () => {
        packAutosave(edited(opened, random), baseOf(opened.project, 0));
      }),
      rival('save', async () => {
        history = edited(history, random);
        await writeAtomically(at('saved'), pack(history), { backup: true });
      }),
      rival('autosave', async () => {
        history = edited(history, random);
        await writeAtomically(at('autosave'), packAutosave(history, base));
      }),
      // What stops the window is the packing alone.
      rival('pack', () => {
        history = edited(history, random);
        packAutosave(history, base);
      }),
      // Where nothing is remembered: a file of an older version.
      rival('packAnew', () => void pack(structuredClone(histories.open(history.project)))),
      rival('recover', async () => void unpackAutosave(await bytesOf(at('autosave')))),
    ],
    seconds,
  );
  const before = heap();
  const began = performance.now();
  for (let count = 0; count < EDITS; count += 1) history = edited(history, random);
  const edits = (performance.now() - began) / EDITS;
  const grown = heap() - before;
  const autosave = packAutosave(history, base).length;
  const whole = pack(histories.open(history.project)).length;
  rmSync(at('plain'));
  await rm(folder, { recursive: true, force: true });
  const of = (name: string): number => times.get(name)?.median ?? Number.NaN;
  const ratio = (name: string, peer: string): number => Number((of(name) / of(peer)).toFixed(2));
  return {
    notes: SKETCHES * NOTES,
    milliseconds: Object.fromEntries([...times].map(([name, { median }]) => [name, median])),
    ratios: {
      open: ratio('open', 'readJson'),
      save: ratio('save', 'json'),
      autosave: ratio('autosave', 'json'),
      pack: ratio('pack', 'json'),
      firstPack: ratio('firstPack', 'json'),
      packAnew: ratio('packAnew', 'json'),
      recover: ratio('recover', 'readJson'),
    },
    bytes: { project: whole, autosave, history: autosave - whole },
    edits: {
      count: EDITS,
      kept: history.past.length,
      microsecondsEach: Math.round(edits * 1000),
      megabytesGrown: Number((grown / 2 ** 20).toFixed(1)),
    },
    goal: 'packing after one edit, which stops the window, at most twice writing it all as plain JSON, the first time after opening at most three times',
    pass: ratio('pack', 'json') <= 2 && ratio('firstPack', 'json') <= 3,
  };
}

/** What a whole project file holds. */
function historyIn(bytes: Uint8Array): History {
  const read = unpack(bytes);
  if ('kind' in read) throw new Error(read.code);
  return read.history;
}

const bytesOf = async (file: string): Promise<Uint8Array> => new Uint8Array(await readFile(file));
