/** The part of `bench roll` that runs in a browser: frames of the roll, and of a roll that redraws every note by itself. */
import * as histories from '#main/project/history.ts';
import { emptyProject } from '#main/project/models.ts';
import { placesOf } from '#main/project/note-change.ts';
import { editNotes } from '#main/project/note-edit.ts';
import type { LaneNote, Project } from '#main/project/project.ts';
import { keepSketch } from '#main/project/sketches.ts';
import { reordered } from '#main/project/note-order.ts';
import { cleanPen } from '#renderer/design/canvas.ts';
import { readTheme } from '#renderer/design/theme.ts';
import { indexOf } from '#renderer/roll/grid/note-index.ts';
import { clamped, fitted, xOf, yOf, type Viewport } from '#renderer/roll/grid/viewport.ts';
import { paintGrid } from '#renderer/roll/paint/grid.ts';
import { paintOverlay } from '#renderer/roll/paint/overlay.ts';
import { onPixels, Pictures } from '#renderer/roll/paint/pictures.ts';
import type { RollScene } from '#renderer/roll/paint/scene.ts';

const SIZE = { width: 1440, height: 320, ratio: 1 } as const;
const LIVE = { playhead: 0, playing: false, band: null, tip: null } as const;
/** Most notes that are dragged at once. */
const DRAGGED = 10_000;
const EMPTY = { notes: [], length: 1920, bpm: 120, programs: { melody: 0 } } as const;

/** Milliseconds a frame. */
export interface FrameTimes {
  readonly p50: number;
  readonly p99: number;
}

function crowd(count: number): readonly LaneNote[] {
  const notes = Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    pitch: 36 + ((i * 37) % 60),
    velocity: 30 + ((i * 53) % 97),
    start: Math.floor(i / 4) * 60,
    end: Math.floor(i / 4) * 60 + 40 + ((i * 7) % 200),
  }));
  return reordered(notes, new Set(notes.map(({ id }) => id)));
}

function projectOf(notes: readonly LaneNote[], length: number): Project {
  const kept = keepSketch(emptyProject(''), EMPTY, '', { from: 'hand' });
  const sketches = kept.sketches.map((sketch) => ({
    ...sketch,
    length,
    lanes: sketch.lanes.map((lane) => (lane.part === 'melody' ? { ...lane, notes } : lane)),
  }));
  return { ...kept, sketches, nextNoteId: notes.length + 1 };
}

/** Frame times of a roll with `count` notes: all of it drawn, scrolled, and a selection dragged; by the roll and naively. */
export function measure(count: number, frames: number) {
  const canvases = [0, 1, 2].map(() => document.body.appendChild(document.createElement('canvas')));
  const [bottom, middle, top] = canvases;
  if (bottom === undefined || middle === undefined || top === undefined) throw new Error('canvas');
  const notes = crowd(count);
  const length = Math.ceil((notes.at(-1)?.end ?? 1920) / 1920) * 1920;
  const base = { ...SIZE, left: 0, top: 100, pixelsPerTick: 1, rowHeight: 11 };
  const sized: Viewport = { ...base, keys: 52, ruler: 24, velocity: 48 };
  const close = fitted(sized, length, { low: 36, high: 95 });
  const whole = clamped({ ...close, pixelsPerTick: (SIZE.width - 52) / length }, length);
  const scene: RollScene = {
    view: close,
    theme: readTheme(document.documentElement),
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    length,
    key: { root: 0, scale: 'major' },
    rows: true,
    names: false,
    under: 'velocity',
    lane: { id: 'melody', name: '', colour: 11, muted: false, pitched: true, notes },
    ghosts: [],
    selection: new Set(notes.slice(0, DRAGGED).map(({ id }) => id)),
    loop: null,
    markers: [],
    tempos: [],
  };
  const drawn = (canvas: HTMLCanvasElement, paint: (g: CanvasRenderingContext2D) => void): void => {
    const pen = cleanPen(canvas, SIZE);
    paint(pen);
    // Nothing is drawn before somebody looks.
    pen.getImageData(0, 0, 1, 1);
  };
  let pictures = new Pictures();
  const ours = (asked: RollScene, grid: boolean): void => {
    const now = onPixels(asked, SIZE);
    if (grid) drawn(bottom, (g) => pictures.paintGround(g, now, SIZE));
    drawn(middle, (g) => pictures.paintLane(g, now, SIZE));
    drawn(top, (g) => paintOverlay(g, now, LIVE));
  };
  const naive = (now: RollScene): void =>
    drawn(bottom, (g) => {
      paintGrid(g, now, () => {});
      for (const note of now.lane?.notes ?? []) {
        g.fillStyle = now.selection.has(note.id) ? '#dcf25c' : '#5ea3dd';
        g.beginPath();
        const x = xOf(now.view, note.start);
        g.roundRect(x, yOf(now.view, note.pitch), xOf(now.view, note.end) - x, 9.5, 2);
        g.fill();
      }
      paintOverlay(g, now, LIVE);
    });
  const withNotes = (moved: readonly LaneNote[]): RollScene => ({
    ...scene,
    lane: scene.lane === null ? null : { ...scene.lane, notes: moved },
  });
  const scrolled = (k: number): RollScene => ({
    ...scene,
    view: clamped({ ...close, left: (k * 97) % length }, length),
  });
  // From all that is there to a sixth of a bar and back.
  const zoomed = (k: number): RollScene => {
    const [least, most] = [Math.log(whole.pixelsPerTick), Math.log(close.pixelsPerTick * 8)];
    const pixelsPerTick = Math.exp(least + ((most - least) * (1 + Math.sin(k / 7))) / 2);
    return { ...scene, view: clamped({ ...close, pixelsPerTick, left: length / 3 }, length) };
  };

  let history = histories.open(projectOf(notes, length));
  const sketch = history.project.sketches[0]?.id ?? '';
  const dragged = (k: number): readonly LaneNote[] => {
    const by = { ticks: (k % 40) * 10, pitch: k % 3 };
    history = histories.preview(history, (project) =>
      editNotes(project, sketch, 'melody', { kind: 'move', ids: scene.selection, ...by }),
    );
    const lane = history.project.sketches[0]?.lanes.find(({ part }) => part === 'melody');
    const after = lane?.notes ?? [];
    // What the roll tells of the selection at each step.
    placesOf(indexOf(after).notes, scene.selection);
    return after;
  };
  const copied = (k: number): readonly LaneNote[] =>
    notes
      .map((note) => {
        const copy = structuredClone(note);
        const by = scene.selection.has(note.id) ? (k % 40) * 10 : 0;
        return { ...copy, start: copy.start + by, end: copy.end + by };
      })
      .sort((a, b) => a.start - b.start);

  const figures = {
    all: {
      roll: timed(frames, () => {
        // Nothing of an earlier frame is left to be laid again.
        pictures = new Pictures();
        ours({ ...scene, view: whole }, true);
      }),
      naive: timed(frames, () => naive({ ...scene, view: whole })),
    },
    scroll: {
      roll: timed(frames, (k) => ours(scrolled(k), true)),
      naive: timed(frames, (k) => naive(scrolled(k))),
    },
    zoom: {
      roll: timed(frames, (k) => ours(zoomed(k), true)),
      naive: timed(frames, (k) => naive(zoomed(k))),
    },
    drag: {
      roll: timed(frames, (k) => ours(withNotes(dragged(k)), false)),
      naive: timed(frames, (k) => naive(withNotes(copied(k)))),
    },
  };
  for (const canvas of canvases) canvas.remove();
  return figures;
}

/** Some frames to warm up, then so many that count; a frame that takes a second ends it early. */
function timed(frames: number, frame: (k: number) => void): FrameTimes {
  const times: number[] = [];
  for (let k = -5; k < frames; k++) {
    const began = performance.now();
    frame(k + 5);
    const took = performance.now() - began;
    if (k >= 0 || took > 1000) times.push(took);
    if (took > 1000 && times.length >= 3) break;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((times[Math.floor(share * (times.length - 1))] ?? Number.NaN) * 100) / 100;
  return { p50: at(0.5), p99: at(0.99) };
}
