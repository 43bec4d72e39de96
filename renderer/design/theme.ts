/** What a canvas may paint with: the design tokens of the theme in force, read once a change, never written by hand. */

/** Name of a colour token, without its dashes. */
export type ColourToken =
  | 'win'
  | 'pane'
  | 'raise'
  | 'raise-2'
  | 'well'
  | 'float'
  | 'line'
  | 'line-2'
  | 'edge'
  | 'text'
  | 'text-2'
  | 'text-3'
  | 'accent'
  | 'on-accent'
  | 'accent-line'
  | 'halo'
  | 'warn'
  | 'key-white'
  | 'key-black'
  | 'key-text'
  | 'row-in'
  | 'row-out'
  | 'row-root';

/** Colours (`#rrggbb` or `#rrggbbaa`) and the type face of one theme. */
export interface Theme {
  readonly dark: boolean;
  readonly colour: Readonly<Record<ColourToken, string>>;
  /** The twelve song colours, in the order of their numbers 1 to 12. */
  readonly songs: readonly string[];
  readonly font: string;
}

/** Reads the tokens that hold at `element`. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return themeFrom(read, !style.colorScheme.includes('light'));
}

/** Makes a theme from a way to read tokens by name. */
export function themeFrom(read: (name: string) => string, dark: boolean): Theme {
  const colour = (name: ColourToken): string => read(name);
  return {
    dark,
    colour: {
      win: colour('win'),
      pane: colour('pane'),
      raise: colour('raise'),
      'raise-2': colour('raise-2'),
      well: colour('well'),
      float: colour('float'),
      line: colour('line'),
      'line-2': colour('line-2'),
      edge: colour('edge'),
      text: colour('text'),
      'text-2': colour('text-2'),
      'text-3': colour('text-3'),
      accent: colour('accent'),
      'on-accent': colour('on-accent'),
      'accent-line': colour('accent-line'),
      halo: colour('halo'),
      warn: colour('warn'),
      'key-white': colour('key-white'),
      'key-black': colour('key-black'),
      'key-text': colour('key-text'),
      'row-in': colour('row-in'),
      'row-out': colour('row-out'),
      'row-root': colour('row-root'),
    },
    songs: Array.from({ length: 12 }, (_, i) => read(`song-${i + 1}`)),
    font: read('font') || 'system-ui, sans-serif',
  };
}

/** The colour of song number `colour` (1 to 12; larger numbers go round). */
export function songColour(theme: Theme, colour: number): string {
  return theme.songs[(((colour - 1) % 12) + 12) % 12] ?? theme.colour.text;
}

/** Red, green and blue, 0 to 255, of `#rrggbb` (more digits are ignored). */
export function rgb(hex: string): readonly [number, number, number] {
  const at = (i: number): number => {
    const value = Number.parseInt(hex.slice(i, i + 2), 16);
    return Number.isNaN(value) ? 0 : value;
  };
  return [at(1), at(3), at(5)];
}

/**
 * A colour with an opacity.
 * @example rgba('#ff0000', 0.5) // 'rgba(255, 0, 0, 0.5)'
 */
export function rgba(hex: string, alpha: number): string {
  const [r, g, b] = rgb(hex);
  return `rgba(${r}, ${g}, ${b}, ${Math.round(alpha * 1000) / 1000})`;
}

/**
 * The colour a share `t` of the way from `a` to `b`.
 * @example mix('#000000', '#ffffff', 0.5) // '#808080'
 */
export function mix(a: string, b: string, t: number): string {
  const x = rgb(a);
  const y = rgb(b);
  return hexOf([0, 1, 2].map((i) => (x[i] ?? 0) + ((y[i] ?? 0) - (x[i] ?? 0)) * t));
}

/**
 * The weighted mean of colours; `empty` where all weights are 0.
 * @example mixAll([['#ff0000', 1], ['#0000ff', 1]], '#000000') // '#800080'
 */
export function mixAll(
  parts: readonly (readonly [hex: string, weight: number])[],
  empty: string,
): string {
  let total = 0;
  const sum = [0, 0, 0];
  for (const [hex, weight] of parts) {
    const c = rgb(hex);
    total += weight;
    for (let i = 0; i < 3; i++) sum[i] = (sum[i] ?? 0) + (c[i] ?? 0) * weight;
  }
  return total > 0 ? hexOf(sum.map((v) => v / total)) : empty;
}

function hexOf(values: readonly number[]): string {
  return `#${values.map((v) => Math.round(v).toString(16).padStart(2, '0')).join('')}`;
}
