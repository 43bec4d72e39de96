/** The twelve glyphs that go with the twelve song colours, so that no meaning hangs on colour alone. */

/** What a path is traced into: a canvas context or a `Path2D`. */
export type Tracer = Pick<CanvasPath, 'moveTo' | 'lineTo' | 'arc' | 'rect' | 'closePath'>;

/** The same glyphs as SVG path data in a box of 12 x 12; index = colour - 1. Fill with the even-odd rule. */
export const GLYPH_PATHS: readonly string[] = [
  'M6 1.4a4.6 4.6 0 1 0 0 9.2a4.6 4.6 0 1 0 0-9.2z',
  'M6 .8 11.4 10H.6z',
  'M1.7 1.7h8.6v8.6H1.7z',
  'm6 .3 5.7 5.7L6 11.7.3 6z',
  'M4.2.8h3.6v3.4h3.4v3.6H7.8v3.4H4.2V7.8H.8V4.2h3.4z',
  'M6 11.2.6 2h10.8z',
  'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1m0 2.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6',
  'M3.4 1.4h5.2L11.2 6l-2.6 4.6H3.4L.8 6z',
  'M1 4h10a5 5 0 0 1-10 0z',
  'M.8 3.7h10.4v4.6H.8z',
  'm6 .6 5.3 3.9-2 6.3H2.7L.7 4.5z',
  'M3.7.8h4.6v10.4H3.7z',
];

const WHOLE = 2 * Math.PI;

/**
 * Adds the glyph of song number `colour` (1 to 12, larger numbers go round) to a path, centred at (x, y) with radius `r`.
 * Many glyphs may go into one path and be filled at once (non-zero rule).
 */
export function traceGlyph(path: Tracer, colour: number, x: number, y: number, r: number): void {
  switch ((((colour - 1) % 12) + 12) % 12) {
    case 0:
      return circle(path, x, y, r * 0.92);
    case 1:
      return polygon(path, x, y, 3, -Math.PI / 2, r * 1.2);
    case 2:
      return path.rect(x - r * 0.82, y - r * 0.82, r * 1.64, r * 1.64);
    case 3:
      return polygon(path, x, y, 4, 0, r * 1.15);
    case 4:
      return plus(path, x, y, r);
    case 5:
      return polygon(path, x, y, 3, Math.PI / 2, r * 1.2);
    case 6:
      circle(path, x, y, r);
      path.moveTo(x + r * 0.48, y);
      path.arc(x, y, r * 0.48, 0, WHOLE, true);
      return path.closePath();
    case 7:
      return polygon(path, x, y, 6, 0, r * 1.05);
    case 8:
      path.moveTo(x + r * 1.05, y - r * 0.3);
      path.arc(x, y - r * 0.3, r * 1.05, 0, Math.PI);
      return path.closePath();
    case 9:
      return path.rect(x - r * 1.1, y - r * 0.5, r * 2.2, r);
    case 10:
      return polygon(path, x, y, 5, -Math.PI / 2, r * 1.1);
    default:
      return path.rect(x - r * 0.5, y - r * 1.1, r, r * 2.2);
  }
}

function circle(path: Tracer, x: number, y: number, r: number): void {
  path.moveTo(x + r, y);
  path.arc(x, y, r, 0, WHOLE);
  path.closePath();
}

function polygon(path: Tracer, x: number, y: number, n: number, from: number, r: number): void {
  for (let j = 0; j < n; j++) {
    const a = from + (j * WHOLE) / n;
    const px = x + Math.cos(a) * r;
    const py = y + Math.sin(a) * r;
    if (j === 0) path.moveTo(px, py);
    else path.lineTo(px, py);
  }
  path.closePath();
}

function plus(path: Tracer, x: number, y: number, r: number): void {
  const w = r * 0.36;
  const l = r * 1.05;
  path.rect(x - w, y - l, 2 * w, 2 * l);
  path.rect(x - l, y - w, l - w, 2 * w);
  path.rect(x + w, y - w, l - w, 2 * w);
}
