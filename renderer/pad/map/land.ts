/** Turns a coarse grid of knowledge into smooth land: a fine field by cubic B-splines, and its shore by marching squares. */

/** Values on a fine grid of spots, row by row from the top left; `step` pixels apart. */
export interface Field {
  readonly columns: number;
  readonly rows: number;
  readonly step: number;
  readonly values: Float32Array;
}

/** Where a coarse grid lies on the screen: spot of its first value, and pixels to the next (rows may go upwards). */
export interface Lattice {
  readonly columns: number;
  readonly rows: number;
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** Four weights of a uniform cubic B-spline at `t` in 0..1 between the second and third. */
export function splineWeights(t: number): readonly [number, number, number, number] {
  const s = 1 - t;
  return [
    (s * s * s) / 6,
    (3 * t * t * t - 6 * t * t + 4) / 6,
    (3 * s * s * s - 6 * s * s + 4) / 6,
    (t * t * t) / 6,
  ];
}

/** Smooths `values` (row by row of the lattice, 0 outside) onto a fine grid that covers width x height pixels. */
export function smooth(
  values: ArrayLike<number>,
  lattice: Lattice,
  width: number,
  height: number,
  step: number,
): Field {
  const columns = Math.ceil(width / step) + 1;
  const rows = Math.ceil(height / step) + 1;
  // (lattice row, fine column): first along x, then along y.
  const along = new Float32Array(lattice.rows * columns);
  for (let i = 0; i < columns; i++) {
    const u = (i * step - lattice.x) / lattice.dx;
    const first = Math.floor(u);
    const weights = splineWeights(u - first);
    for (let j = 0; j < lattice.rows; j++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) {
        const c = first - 1 + k;
        if (c >= 0 && c < lattice.columns) {
          sum += (weights[k] ?? 0) * (values[j * lattice.columns + c] ?? 0);
        }
      }
      along[j * columns + i] = sum;
    }
  }
  const out = new Float32Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    const v = (j * step - lattice.y) / lattice.dy;
    const first = Math.floor(v);
    const weights = splineWeights(v - first);
    for (let k = 0; k < 4; k++) {
      const r = first - 1 + k;
      const weight = weights[k] ?? 0;
      if (r < 0 || r >= lattice.rows) continue;
      for (let i = 0; i < columns; i++) {
        const at = j * columns + i;
        out[at] = (out[at] ?? 0) + weight * (along[r * columns + i] ?? 0);
      }
    }
  }
  return { columns, rows, step, values: out };
}

/** The value of a field at a spot (nearest grid point). */
export function fieldAt(field: Field, x: number, y: number): number {
  const i = Math.max(0, Math.min(field.columns - 1, Math.round(x / field.step)));
  const j = Math.max(0, Math.min(field.rows - 1, Math.round(y / field.step)));
  return field.values[j * field.columns + i] ?? 0;
}

/** The sides of a cell that its contour joins, by which corners lie above the level (1 top left, 2 top right, 4 bottom right, 8 bottom left). */
const JOINS: readonly (readonly (readonly ['t' | 'r' | 'b' | 'l', 't' | 'r' | 'b' | 'l'])[])[] = [
  [],
  [['l', 't']],
  [['t', 'r']],
  [['l', 'r']],
  [['r', 'b']],
  [
    ['l', 't'],
    ['r', 'b'],
  ],
  [['t', 'b']],
  [['l', 'b']],
  [['l', 'b']],
  [['t', 'b']],
  [
    ['t', 'r'],
    ['l', 'b'],
  ],
  [['r', 'b']],
  [['l', 'r']],
  [['t', 'r']],
  [['l', 't']],
  [],
];

/** The contour of a field at `level`: line segments as x0, y0, x1, y1 in pixels, one after the other. */
export function contour({ columns, rows, step, values }: Field, level: number): Float32Array {
  const out: number[] = [];
  for (let j = 0; j < rows - 1; j++) {
    for (let i = 0; i < columns - 1; i++) {
      const a = values[j * columns + i] ?? 0;
      const b = values[j * columns + i + 1] ?? 0;
      const c = values[(j + 1) * columns + i + 1] ?? 0;
      const d = values[(j + 1) * columns + i] ?? 0;
      const kind =
        Number(a > level) + 2 * Number(b > level) + 4 * Number(c > level) + 8 * Number(d > level);
      const part = (p: number, q: number): number => ((level - p) / (q - p)) * step;
      const x = i * step;
      const y = j * step;
      for (const join of JOINS[kind] ?? []) {
        for (const side of join) {
          if (side === 't') out.push(x + part(a, b), y);
          else if (side === 'r') out.push(x + step, y + part(b, c));
          else if (side === 'b') out.push(x + part(d, c), y + step);
          else out.push(x, y + part(a, d));
        }
      }
    }
  }
  return Float32Array.from(out);
}
