/** Paints a controller in the lane under the notes: steps that hold until the next point, filled from where it rests. */
import { pointsOf, rangeOf, type Control } from '#main/project/controls.ts';
import { rgba, songColour } from '#renderer/design/theme.ts';
import { controlY } from '../gestures/control.ts';
import { visibleTicks, xOf } from '../grid/viewport.ts';
import type { RollScene } from './scene.ts';

/** Points nearer to each other than this many pixels are not dotted. */
const CROWDED = 6;

/** Paints it; `control` is the one that shows. */
export function paintControl(
  g: CanvasRenderingContext2D,
  { view, theme, lane }: RollScene,
  control: Control,
): void {
  if (lane === null) return;
  const { from, to } = visibleTicks(view);
  const all = pointsOf({ events: lane.events ?? [], channel: lane.channel ?? null }, control);
  const first = Math.max(
    0,
    all.findLastIndex(({ tick }) => tick <= from),
  );
  const { rest } = rangeOf(control);
  const ground = controlY(view, control, rest);
  const colour = songColour(theme, lane.colour);
  g.save();
  g.beginPath();
  g.rect(view.keys, view.height - view.velocity + 1, view.width - view.keys, view.velocity);
  g.clip();
  g.fillStyle = rgba(theme.colour['line-2'], 0.9);
  g.fillRect(view.keys, Math.round(ground), view.width - view.keys, 1);
  const seen = all.slice(first).filter(({ tick }) => tick <= to);
  const steps = seen.map(({ tick, value }, i) => {
    const x = xOf(view, tick);
    const until = seen[i + 1]?.tick ?? to;
    return { x, y: controlY(view, control, value), width: xOf(view, until) - x };
  });
  g.fillStyle = rgba(colour, 0.28);
  g.beginPath();
  for (const { x, y, width } of steps) g.rect(x, Math.min(y, ground), width, Math.abs(ground - y));
  g.fill();
  g.fillStyle = colour;
  g.beginPath();
  for (const [i, { x, y, width }] of steps.entries()) {
    g.rect(x, y - 1, Math.max(1, width), 2);
    const before = steps[i - 1]?.y ?? ground;
    g.rect(x - 0.5, Math.min(before, y), 1, Math.abs(before - y));
    if (width < CROWDED) continue;
    g.moveTo(x + 3, y);
    g.arc(x, y, 3, 0, 2 * Math.PI);
  }
  g.fill();
  g.restore();
}
