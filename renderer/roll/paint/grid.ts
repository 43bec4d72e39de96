/** Paints the lowest layer of the roll: rows, lines, ruler and keyboard, with the ghosts between them. */
import type { Pitch } from '#main/music/note.ts';
import { rgba } from '#renderer/design/theme.ts';
import { isBlack, pitchName, rowKind } from '../grid/scale.ts';
import { gridHeight, pitchAt, pitchesWithRows, xOf, yOf } from '../grid/viewport.ts';
import { rangeOf } from '#main/project/controls.ts';
import { controlUnder } from '../under.ts';
import { linesOf } from './lines.ts';
import { paintRuler } from './ruler.ts';
import { detailOf, type RollScene } from './scene.ts';

/** Paints the layer; `ghosts` paints the other lanes at their place in it. */
export function paintGrid(g: CanvasRenderingContext2D, scene: RollScene, ghosts: () => void): void {
  const { view, theme } = scene;
  g.save();
  g.beginPath();
  g.rect(view.keys, view.ruler, view.width - view.keys, gridHeight(view));
  g.clip();
  paintRows(g, scene);
  paintEnd(g, scene);
  paintLines(g, scene);
  ghosts();
  g.restore();
  paintVelocityGround(g, scene);
  paintKeys(g, scene);
  paintRuler(g, scene);
  g.fillStyle = theme.colour['line-2'];
  g.fillRect(0, view.ruler - 1, view.width, 1);
  g.fillRect(view.keys - 1, 0, 1, view.height);
}

function seenPitches({ view }: RollScene): readonly Pitch[] {
  const low = pitchAt(view, view.height - view.velocity);
  return pitchesWithRows(view, low, pitchAt(view, view.ruler));
}

function paintRows(g: CanvasRenderingContext2D, scene: RollScene): void {
  const { view, theme } = scene;
  const key = scene.rows ? scene.key : null;
  const pitches = seenPitches(scene);
  const width = view.width - view.keys;
  g.fillStyle = theme.colour['row-out'];
  g.fillRect(view.keys, view.ruler, width, gridHeight(view));
  for (const pitch of pitches) {
    const kind = rowKind(pitch, key);
    if (kind === 'out') continue;
    g.fillStyle = theme.colour[kind === 'root' ? 'row-root' : 'row-in'];
    g.fillRect(view.keys, yOf(view, pitch), width, view.rowHeight);
  }
  const close = view.rowHeight >= 20;
  g.fillStyle = close ? rgba(theme.colour.line, 0.6) : rgba(theme.colour['line-2'], 0.7);
  for (const pitch of pitches) {
    if (close) g.fillRect(view.keys, yOf(view, pitch), width, 0.5);
    else if (pitch % 12 === 11) g.fillRect(view.keys, yOf(view, pitch), width, 1);
  }
}

/** What lies after the end is a little further away. */
function paintEnd(g: CanvasRenderingContext2D, { view, theme, length }: RollScene): void {
  const x = Math.max(view.keys, xOf(view, length));
  if (x >= view.width) return;
  g.fillStyle = rgba(theme.colour.win, theme.dark ? 0.45 : 0.16);
  g.fillRect(x, view.ruler, view.width - x, gridHeight(view));
}

function paintLines(g: CanvasRenderingContext2D, scene: RollScene): void {
  const { view, theme } = scene;
  const detail = detailOf(view);
  const finest = detail === 'bars' ? 'bar' : detail === 'beats' ? 'beat' : 'step';
  const colours = {
    bar: theme.colour['line-2'],
    beat: rgba(theme.colour['line-2'], 0.5),
    step: rgba(theme.colour['line-2'], 0.2),
  };
  const lines = linesOf(scene, finest);
  for (const kind of ['step', 'beat', 'bar'] as const) {
    g.fillStyle = colours[kind];
    for (const line of lines) {
      if (line.kind === kind)
        g.fillRect(Math.round(xOf(view, line.tick)), view.ruler, 1, gridHeight(view));
    }
  }
}

function paintVelocityGround(g: CanvasRenderingContext2D, scene: RollScene): void {
  const { view, theme } = scene;
  if (view.velocity <= 0) return;
  const top = view.height - view.velocity;
  g.fillStyle = theme.colour.well;
  g.fillRect(0, top, view.width, view.velocity);
  g.fillStyle = theme.colour.line;
  for (const { tick, kind } of linesOf(scene, 'bar')) {
    const x = Math.round(xOf(view, tick));
    if (kind === 'bar' && x >= view.keys) g.fillRect(x, top, 1, view.velocity);
  }
  g.fillStyle = rgba(theme.colour['line-2'], 0.5);
  if (scene.under === 'velocity')
    g.fillRect(view.keys, Math.round(top + view.velocity / 2), view.width - view.keys, 0.5);
  g.fillStyle = theme.colour['line-2'];
  g.fillRect(0, top, view.width, 1);
  g.font = `400 10px ${theme.font}`;
  g.fillStyle = theme.colour['text-3'];
  g.textAlign = 'right';
  g.textBaseline = 'middle';
  const { low, high } = rangeOf(controlUnder(scene.under) ?? 1);
  g.fillText(String(high), view.keys - 8, top + 9);
  g.fillText(String(low), view.keys - 8, view.height - 8);
}

function paintKeys(g: CanvasRenderingContext2D, scene: RollScene): void {
  const { view, theme, key } = scene;
  const pitches = seenPitches(scene);
  const width = view.keys - 1;
  const row = view.rowHeight;
  g.save();
  g.beginPath();
  g.rect(0, view.ruler, view.keys, gridHeight(view));
  g.clip();
  g.fillStyle = theme.colour['key-white'];
  g.fillRect(0, view.ruler, width, gridHeight(view));
  g.textBaseline = 'middle';
  g.textAlign = 'right';
  for (const pitch of pitches) {
    const y = yOf(view, pitch);
    const inOctave = pitch % 12;
    if (isBlack(pitch)) {
      g.fillStyle = theme.colour['key-black'];
      g.beginPath();
      g.roundRect(0, y + 0.5, width * 0.6, row - 1, [0, 2, 2, 0]);
      g.fill();
      g.fillStyle = rgba(theme.colour['key-text'], 0.35);
      g.fillRect(width * 0.6, y + row / 2, width * 0.4, 0.75);
    } else if (inOctave === 11 || inOctave === 4) {
      g.fillStyle = rgba(theme.colour['key-text'], 0.5);
      g.fillRect(0, y, width, 0.75);
    }
    if (
      inOctave === 0 ||
      (row >= 16 && !isBlack(pitch)) ||
      (scene.names && row >= 10 && !isBlack(pitch))
    ) {
      g.fillStyle = theme.colour['key-text'];
      g.font = `${inOctave === 0 ? 600 : 400} ${row >= 20 ? 11 : 10}px ${theme.font}`;
      g.fillText(pitchName(pitch, key), view.keys - 6, y + row / 2 + 0.5);
    }
  }
  g.restore();
}
