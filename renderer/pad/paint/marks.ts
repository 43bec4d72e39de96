/** The strokes that everything moving on the map is drawn with: a circle, a disc, centred words and words on a plate. */
import type { Theme } from '#renderer/design/theme.ts';
import type { Spot } from '../map/viewport.ts';

const WHOLE = 2 * Math.PI;

/** The outline of a circle. */
export function circle(
  g: CanvasRenderingContext2D,
  { x, y }: Spot,
  r: number,
  colour: string,
  width: number,
): void {
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.beginPath();
  g.arc(x, y, r, 0, WHOLE);
  g.stroke();
}

/** A filled circle. */
export function disc(
  g: CanvasRenderingContext2D,
  { x, y }: Spot,
  r: number,
  fill: string | CanvasGradient,
): void {
  g.fillStyle = fill;
  g.beginPath();
  g.arc(x, y, r, 0, WHOLE);
  g.fill();
}

/** Words round their centre. */
export function write(
  g: CanvasRenderingContext2D,
  words: string,
  { x, y }: Spot,
  colour: string,
  font: string,
): void {
  g.font = font;
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.fillStyle = colour;
  g.fillText(words, x, y);
}

/** A line of words on a small plate, kept off the left edge. */
export function chip(g: CanvasRenderingContext2D, theme: Theme, words: string, centre: Spot): void {
  g.font = `400 11px ${theme.font}`;
  const width = g.measureText(words).width + 14;
  const x = Math.max(width / 2 + 4, centre.x);
  g.beginPath();
  g.roundRect(x - width / 2, centre.y - 10, width, 20, 5);
  g.fillStyle = theme.colour.raise;
  g.fill();
  write(g, words, { x, y: centre.y + 0.5 }, theme.colour.text, `400 11px ${theme.font}`);
}
