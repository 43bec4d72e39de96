/** `bench roll`: frames of the piano roll in a real browser beside a roll that redraws everything, and the price of 10,000 edits. */
import { seededRandom } from '#main/latent/random.ts';
import * as histories from '#main/project/history.ts';
import { emptyProject } from '#main/project/models.ts';
import { editNotes } from '#main/project/note-edit.ts';
import { addNotes } from '#main/project/notes.ts';
import { keepSketch } from '#main/project/sketches.ts';
import { heap } from './heap.ts';
import { inPage } from './page.ts';
import type { measure } from './roll-page.ts';
import type { BenchOptions } from './step.ts';

const COUNTS = [1000, 10_000, 100_000] as const;
const EDITS = 10_000;
/** Milliseconds of a frame at 60 a second. */
const FRAME = 1000 / 60;

/** Measures each size in one browser, one after the other. */
const frames = (count: number): Promise<Readonly<Record<string, ReturnType<typeof measure>>>> =>
  inPage('test/bench/roll-page.ts', 'roll', async (call) => {
    const found: [string, ReturnType<typeof measure>][] = [];
    for (const notes of COUNTS)
      found.push([
        String(notes),
        (await call(`measure(${notes}, ${count})`)) as ReturnType<typeof measure>,
      ]);
    return Object.fromEntries(found);
  });

/** Time and memory of edits of one note each in a lane of as many notes; naively each would keep a copy of the project. */
function edits() {
  const phrase = { notes: [], length: 1920, bpm: 120, programs: { melody: 0 } } as const;
  const empty = keepSketch(emptyProject(''), phrase, '', { from: 'hand' });
  const sketch = empty.sketches[0]?.id ?? '';
  const notes = Array.from({ length: EDITS }, (_, i) => ({
    pitch: 30 + (i % 70),
    velocity: 90,
    start: i * 30,
    end: i * 30 + 60,
  }));
  const first = addNotes(empty, sketch, 'melody', notes);
  const random = seededRandom(1);
  const before = heap();
  let history = histories.open(first);
  const began = performance.now();
  for (let n = 0; n < EDITS; n++) {
    const ids = new Set([first.nextNoteId - 1 - Math.floor(random() * EDITS)]);
    history = histories.edit(history, { code: 'notes_move', n: 1 }, (project) =>
      editNotes(project, sketch, 'melody', { kind: 'move', ids, ticks: 10, pitch: 0 }),
    );
  }
  const milliseconds = performance.now() - began;
  const bytes = heap() - before;
  const copying = performance.now();
  const copies = Array.from({ length: 50 }, () => structuredClone(history.project.sketches));
  const naive = ((performance.now() - copying) / copies.length) * EDITS;
  return {
    edits: EDITS,
    microsecondsEach: Math.round((milliseconds / EDITS) * 1000),
    naiveMicrosecondsEach: Math.round((naive / EDITS) * 1000),
    megabytes: Math.round(bytes / 2 ** 20),
    entries: history.past.length,
  };
}

/**
 * Frame times by number of notes, and the price of edits. Passes where, with the most notes, scrolling costs at most a
 * fiftieth of redrawing all notes in the same run, and scrolling, zooming and dragging stay within a frame at every size.
 */
export async function roll({ seconds }: BenchOptions): Promise<object> {
  const sizes = await frames(Math.max(20, Math.round(seconds * 6)));
  const notes = COUNTS[COUNTS.length - 1] ?? 0;
  const { scroll } = sizes[String(notes)] ?? {};
  if (scroll === undefined) throw new Error('nothing was measured');
  const [frame, naive] = [scroll.roll.p50, scroll.naive.p50];
  const ratio = Math.round((frame / naive) * 10_000) / 10_000;
  const within = Object.values(sizes).every((size) =>
    [size.scroll, size.zoom, size.drag].every((each) => each.roll.p50 <= FRAME),
  );
  const goal = 'scrolling <= 1/50 of redrawing all; scroll, zoom and drag <= 16.7 ms at the median';
  const pass = within && ratio <= 1 / 50;
  return { notes, frame, naive, ratio, sizes, edits: edits(), goal, pass };
}
