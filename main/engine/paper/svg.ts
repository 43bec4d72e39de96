/** Writes pictures as SVG: the few shapes that figures need, and axes with round numbers. */

/** A shape, already written. */
export type Shape = string;

const INK = '#222';
const FAINT = '#ddd';

/** Text that may stand inside SVG. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // Control characters cannot stand in XML at all, not even escaped.
    .replaceAll(/\p{Cc}/gu, ' ');

const short = (value: number): string => String(Math.round(100 * value) / 100);

/** A whole picture. */
export function picture(width: number, height: number, shapes: readonly Shape[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...shapes,
    '</svg>\n',
  ].join('\n');
}

/** Words at a place; `anchor` says which end lies there. */
export const words = (
  x: number,
  y: number,
  text: string,
  { size = 12, anchor = 'start', turned = false }: Partial<WordStyle> = {},
): Shape =>
  `<text x="${short(x)}" y="${short(y)}" font-size="${size}" text-anchor="${anchor}" fill="${INK}"${turned ? ` transform="rotate(-90 ${short(x)} ${short(y)})"` : ''}>${escaped(text)}</text>`;

interface WordStyle {
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly turned: boolean;
}

/** A box. */
export const box = (x: number, y: number, width: number, height: number, fill: string): Shape =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}"/>`;

/** An empty frame. */
export const frame = (x: number, y: number, width: number, height: number): Shape =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="none" stroke="${FAINT}"/>`;

/** A dot, filled or hollow. */
export const dot = (x: number, y: number, colour: string, hollow: boolean): Shape =>
  `<circle cx="${short(x)}" cy="${short(y)}" r="3.5" stroke="${colour}" fill="${hollow ? '#fff' : colour}" fill-opacity="${hollow ? 0 : 0.75}"/>`;

/** A line through points. */
export const line = (
  points: readonly (readonly [number, number])[],
  colour: string,
  dashed = false,
): Shape =>
  `<polyline fill="none" stroke="${colour}" stroke-width="1.5"${dashed ? ' stroke-dasharray="5 4"' : ''} points="${points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')}"/>`;

/** Colours that people of every colour vision tell apart (Okabe and Ito), then evenly spread hues. */
export function colourOf(index: number, count: number): string {
  const known = [
    '#0072b2',
    '#e69f00',
    '#009e73',
    '#d55e00',
    '#cc79a7',
    '#56b4e9',
    '#000',
    '#b0a000',
  ];
  if (count <= known.length) return known[index] ?? INK;
  return `hsl(${Math.round((360 * index) / count)} 65% ${index % 2 === 0 ? 40 : 55}%)`;
}

/** A range of numbers laid out over a range of the picture. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly at: (value: number) => number;
  /** Round numbers within it. */
  readonly marks: readonly number[];
}

/** An axis from the number at `start` to the number at `end` of the picture. */
export function axis(from: number, to: number, start: number, end: number): Axis {
  const width = to > from ? to - from : 1;
  const rough = width / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const slack = 1e-9; // of a step, so that rounding does not lose a mark at an end
  const first = Math.ceil(from / step - slack);
  const count = Math.floor((from + width) / step + slack) - first + 1;
  return {
    from,
    to: from + width,
    at: (value) => start + ((value - from) / width) * (end - start),
    // A multiple of the step, rounded to its digits: 3 x 0.1 would be written 0.30000000000000004.
    marks: Array.from({ length: count }, (_, index) =>
      Number(((first + index) * step).toPrecision(12)),
    ),
  };
}

/** Lines and numbers of two axes; the picture's ends are those of the axes. */
export function axes(x: Axis, y: Axis, xName: string, yName: string): readonly Shape[] {
  const [left, right, bottom, top] = [x.at(x.from), x.at(x.to), y.at(y.from), y.at(y.to)];
  return [
    ...y.marks.flatMap((mark) => [
      line(
        [
          [left, y.at(mark)],
          [right, y.at(mark)],
        ],
        FAINT,
      ),
      words(left - 6, y.at(mark) + 4, String(mark), { size: 11, anchor: 'end' }),
    ]),
    ...x.marks.map((mark) =>
      words(x.at(mark), bottom + 16, String(mark), { size: 11, anchor: 'middle' }),
    ),
    line(
      [
        [left, top],
        [left, bottom],
        [right, bottom],
      ],
      INK,
    ),
    words((left + right) / 2, bottom + 36, xName, { anchor: 'middle' }),
    words(left - 44, (top + bottom) / 2, yName, { anchor: 'middle', turned: true }),
  ];
}
