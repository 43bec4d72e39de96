/** Paints the curve of learning: nats a step, falling is better; baselines dotted and named at the right. */
import type { Baselines, Progress } from '#renderer/session/learner.svelte.ts';

/** Colours and type of the curve, from the design tokens. */
export interface CurveInk {
  readonly line: string;
  readonly accent: string;
  readonly accentLine: string;
  readonly text: string;
  readonly faint: string;
  readonly font: string;
}

/** What is painted. */
export interface CurvePicture {
  readonly points: readonly Progress[];
  readonly baselines: Baselines | null;
  /** Share of the width that the run has filled, 0 to 1; null: all of it. */
  readonly share: number | null;
  readonly ink: CurveInk;
  readonly words: { readonly marginal: string; readonly copy: string; readonly heldOut: string };
}

type Pen = CanvasRenderingContext2D;

/** Room for the names of the baselines. */
const LABELS = 76;

/** Draws with a pen that measures in CSS pixels. Losses are `-bound`, so lower is better. */
export function paintCurve(pen: Pen, width: number, height: number, picture: CurvePicture): void {
  const { points, baselines, ink, words } = picture;
  const trained = points.map((point) => -point.bound);
  const held = points.map((point) => (point.heldOut === null ? null : -point.heldOut.bound));
  const marks = baselines === null ? [] : [baselines.marginal, baselines.copyPrevious];
  const top = 1.12 * (marks.length > 0 ? Math.max(...marks) : Math.max(1, ...trained));
  const low = 0.9 * Math.min(top, ...marks, ...trained, ...held.filter((loss) => loss !== null));
  const right = width - LABELS;
  const within = (value: number): number => Math.min(height - 6, Math.max(3, value));
  const y = (loss: number): number =>
    within(6 + ((top - loss) / Math.max(1e-6, top - low)) * (height - 14));
  const end = right * (picture.share === null ? 1 : Math.max(0.02, picture.share));
  const x = (index: number): number =>
    points.length < 2 ? end : (index / (points.length - 1)) * end;

  pen.textBaseline = 'middle';
  pen.fillStyle = ink.line;
  pen.fillRect(0, height - 4, right, 1);
  if (baselines !== null) {
    const { marginal, copyPrevious } = baselines;
    const [above, below] = apart(y(marginal), y(copyPrevious));
    baseline(pen, right, y(marginal), above, `${words.marginal} ${marginal.toFixed(1)}`, ink);
    baseline(pen, right, y(copyPrevious), below, `${words.copy} ${copyPrevious.toFixed(1)}`, ink);
  }
  stroke(pen, held, x, y, ink.faint, 1.5);
  stroke(pen, trained, x, y, ink.accentLine, 2);
  const last = trained.at(-1);
  if (last === undefined) return;
  const at = { x: x(trained.length - 1), y: y(last) };
  dot(pen, at.x, at.y, ink);
  const leftwards = at.x > right - 40;
  pen.textAlign = leftwards ? 'right' : 'left';
  const beside = at.x + (leftwards ? -8 : 8);
  pen.font = `600 11px ${ink.font}`;
  pen.fillStyle = ink.text;
  pen.fillText(last.toFixed(1), beside, Math.max(8, at.y - 9));
  const lastHeld = held.at(-1) ?? null;
  if (lastHeld === null) return;
  pen.font = `400 10px ${ink.font}`;
  pen.fillStyle = ink.faint;
  pen.fillText(`${words.heldOut} ${lastHeld.toFixed(1)}`, beside, Math.max(18, y(lastHeld) - 10));
}

function dot(pen: Pen, x: number, y: number, ink: CurveInk): void {
  pen.beginPath();
  pen.arc(x, y, 3.5, 0, 2 * Math.PI);
  pen.fillStyle = ink.accent;
  pen.fill();
  if (ink.accent === ink.accentLine) return;
  pen.strokeStyle = ink.accentLine;
  pen.lineWidth = 1.5;
  pen.stroke();
}

/** Heights for two labels that want to lie at `a` and `b`, far enough from each other to be read. */
function apart(a: number, b: number): readonly [number, number] {
  const missing = Math.max(0, 12 - Math.abs(a - b)) / 2;
  return a <= b ? [a - missing, b + missing] : [a + missing, b - missing];
}

function baseline(
  pen: Pen,
  right: number,
  y: number,
  labelY: number,
  label: string,
  ink: CurveInk,
): void {
  pen.strokeStyle = ink.faint;
  pen.lineWidth = 1;
  pen.setLineDash([2, 3]);
  pen.beginPath();
  pen.moveTo(0, Math.round(y) + 0.5);
  pen.lineTo(right, Math.round(y) + 0.5);
  pen.stroke();
  pen.setLineDash([]);
  pen.font = `400 10px ${ink.font}`;
  pen.fillStyle = ink.faint;
  pen.textAlign = 'left';
  pen.fillText(label, right + 6, Math.max(6, labelY) + 0.5);
}

function stroke(
  pen: Pen,
  losses: readonly (number | null)[],
  x: (index: number) => number,
  y: (loss: number) => number,
  colour: string,
  width: number,
): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = 'round';
  pen.beginPath();
  let begun = false;
  losses.forEach((loss, index) => {
    if (loss === null) return;
    if (begun) pen.lineTo(x(index), y(loss));
    else pen.moveTo(x(index), y(loss));
    begun = true;
  });
  pen.stroke();
}
