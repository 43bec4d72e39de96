/** The figures of an experiment as pictures: the bound over epochs, the map of songs, and rolls. */
import type { Column } from '#main/segments/representation.ts';
import type { Baselines } from '../measures/baselines.ts';
import type { CurvePoint } from './curve.ts';
import { axes, axis, box, colourOf, dot, frame, line, picture, words, type Shape } from './svg.ts';

/** Points of a line that are drawn; more would not be seen. */
const LINE_POINTS = 1500;

function thinned<Value>(values: readonly Value[], most: number): readonly Value[] {
  const every = Math.ceil(values.length / most);
  return values.filter((_, index) => index % every === 0 || index === values.length - 1);
}

/** The bound in nats per step over epochs, from epoch `skipped` on, beside what programs that know nothing reach. */
export function curvePicture(
  curve: readonly CurvePoint[],
  baselines: Baselines,
  skipped: number,
  title: string,
): string {
  const shown = curve.filter(({ epoch }) => epoch >= skipped);
  const knowing = [
    { name: 'marginal', value: -baselines.marginal },
    { name: 'copy', value: -baselines.copyPrevious },
  ];
  const lines = [
    { name: 'training', colour: colourOf(0, 8), of: ({ bound }: CurvePoint) => bound },
    { name: 'held out', colour: colourOf(3, 8), of: ({ heldOut }: CurvePoint) => heldOut },
  ].map(({ of, ...rest }) => ({
    ...rest,
    points: shown.flatMap((point) => {
      const value = of(point);
      return value === null ? [] : [{ epoch: point.epoch, value }];
    }),
  }));
  const values = [
    ...lines.flatMap(({ points }) => points.map(({ value }) => value)),
    ...knowing.map(({ value }) => value),
  ];
  const epochs = shown.map(({ epoch }) => epoch);
  const low = Math.min(...values, 0);
  const x = axis(skipped, Math.max(skipped + 1, ...epochs), 70, 620);
  const y = axis(low * 1.03, Math.max(...values, low), 350, 40);
  return picture(760, 410, [
    words(70, 22, title, { size: 14 }),
    ...axes(x, y, 'epoch', 'bound, nats per step'),
    ...knowing.flatMap(({ name, value }) => [
      line(
        [
          [x.at(x.from), y.at(value)],
          [x.at(x.to), y.at(value)],
        ],
        '#888',
        true,
      ),
      words(628, y.at(value) + 4, name, { size: 11 }),
    ]),
    ...lines.flatMap(({ name, colour, points }, index) => {
      if (points.length === 0) return [];
      const drawn = thinned(points, LINE_POINTS).map(
        ({ epoch, value }) => [x.at(epoch), y.at(value)] as const,
      );
      return [
        drawn.length === 1
          ? dot(drawn[0]?.[0] ?? 0, drawn[0]?.[1] ?? 0, colour, false)
          : line(drawn, colour),
        box(470 + 90 * index, 14, 10, 10, colour),
        words(485 + 90 * index, 23, name, { size: 11 }),
      ];
    }),
  ]);
}

/** A segment on the map. */
export interface MapDot {
  readonly song: number;
  readonly x: number;
  readonly y: number;
  readonly heldOut: boolean;
}

/** Segments in two dimensions, a colour a song; segments that were kept from learning are hollow. */
export function mapPicture(
  dots: readonly MapDot[],
  songs: readonly string[],
  axisNames: readonly [string, string],
  title: string,
): string {
  const range = (pick: (place: MapDot) => number, start: number, end: number) => {
    const values = dots.map(pick);
    const [low, high] = [Math.min(...values, Infinity), Math.max(...values, -Infinity)];
    if (!(high >= low)) return axis(-1, 1, start, end);
    const margin = Math.max(0.04 * (high - low), 1e-6);
    return axis(low - margin, high + margin, start, end);
  };
  const x = range((place) => place.x, 70, 570);
  const y = range((place) => place.y, 540, 40);
  return picture(800, Math.max(600, 60 + 18 * songs.length), [
    words(70, 22, title, { size: 14 }),
    ...axes(x, y, ...axisNames),
    ...dots.map((place) =>
      dot(x.at(place.x), y.at(place.y), colourOf(place.song, songs.length), place.heldOut),
    ),
    ...songs.flatMap((name, index) => [
      dot(592, 46 + 18 * index, colourOf(index, songs.length), false),
      words(602, 50 + 18 * index, name.length > 28 ? `${name.slice(0, 27)}…` : name, { size: 11 }),
    ]),
  ]);
}

/** A roll with a word over it. */
export interface RollShown {
  readonly title: string;
  /** (step, column) */
  readonly cells: ArrayLike<number>;
}

/** Rolls in rows of `across`: time to the right, pitch upwards. */
export function rollsPicture(
  rolls: readonly RollShown[],
  columns: readonly Column[],
  across: number,
  size: { readonly width: number; readonly height: number },
  title: string,
): string {
  const rows = Math.ceil(rolls.length / across);
  const shapes = rolls.flatMap((roll, index): readonly Shape[] => {
    const left = 20 + (index % across) * (size.width + 12);
    const top = 52 + Math.floor(index / across) * (size.height + 28);
    return [
      words(left, top - 5, roll.title, { size: 11 }),
      ...oneRoll(roll.cells, columns, left, top, size),
    ];
  });
  const width = 20 + across * (size.width + 12) + 8;
  return picture(width, 52 + rows * (size.height + 28), [
    words(20, 22, title, { size: 14 }),
    ...shapes,
  ]);
}

function oneRoll(
  cells: ArrayLike<number>,
  columns: readonly Column[],
  left: number,
  top: number,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Shape[] {
  const pitches = columns.map(({ pitch }) => pitch);
  const [low, high] = [Math.min(...pitches), Math.max(...pitches)];
  const steps = cells.length / columns.length;
  const [across, up] = [width / steps, height / (high - low + 1)];
  const shapes: Shape[] = [frame(left, top, width, height)];
  columns.forEach(({ pitch }, column) => {
    let from = -1;
    for (let step = 0; step <= steps; step += 1) {
      const on = step < steps && (cells[step * columns.length + column] ?? 0) === 1;
      if (on && from < 0) from = step;
      if (on || from < 0) continue;
      shapes.push(
        box(left + from * across, top + (high - pitch) * up, (step - from) * across, up, '#0072b2'),
      );
      from = -1;
    }
  });
  if (shapes.length === 1)
    shapes.push(
      words(left + width / 2, top + height / 2, 'silent', { size: 11, anchor: 'middle' }),
    );
  return shapes;
}
