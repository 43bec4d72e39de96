/** Principal components: the two directions in which ideas differ most. They are a lens of their own and where t-SNE starts. */
import type { Latent } from './latent.ts';

/** What principal component analysis finds. */
export interface Principal {
  readonly mean: readonly number[];
  /** Unit vectors, the one of largest variance first; the largest entry of each is positive, so that the sign is settled. */
  readonly directions: readonly (readonly number[])[];
  /** Variance along each direction (sum over data divided by n - 1). */
  readonly variances: readonly number[];
}

/** Sweeps after which the Jacobi rotations have long converged for the at most few dozen latents of a model. */
const SWEEPS = 60;

/** Eigenvectors and eigenvalues of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, section 8.5); deterministic. */
function symmetricEigen(matrix: number[][]): { values: number[]; vectors: number[][] } {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = a.map((_, i) => Float64Array.from({ length: n }, (_unused, j) => (i === j ? 1 : 0)));
  const at = (m: Float64Array[], i: number, j: number): number => m[i]?.[j] ?? 0;
  const put = (m: Float64Array[], i: number, j: number, value: number): void => {
    const row = m[i];
    if (row !== undefined) row[j] = value;
  };
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let rest = 0;
    let whole = 0;
    for (let p = 0; p < n; p += 1)
      for (let q = 0; q < n; q += 1) {
        whole += at(a, p, q) ** 2;
        if (p !== q) rest += at(a, p, q) ** 2;
      }
    if (rest <= 1e-28 * whole) break;
    for (let p = 0; p < n; p += 1)
      for (let q = p + 1; q < n; q += 1) {
        const off = at(a, p, q);
        if (off === 0) continue;
        const tau = (at(a, q, q) - at(a, p, p)) / (2 * off);
        const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = t * c;
        for (let k = 0; k < n; k += 1) {
          const kp = at(a, k, p);
          const kq = at(a, k, q);
          put(a, k, p, c * kp - s * kq);
          put(a, k, q, s * kp + c * kq);
        }
        for (let k = 0; k < n; k += 1) {
          const pk = at(a, p, k);
          const qk = at(a, q, k);
          put(a, p, k, c * pk - s * qk);
          put(a, q, k, s * pk + c * qk);
          const vp = at(v, k, p);
          const vq = at(v, k, q);
          put(v, k, p, c * vp - s * vq);
          put(v, k, q, s * vp + c * vq);
        }
      }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => at(a, j, j) - at(a, i, i));
  return {
    values: order.map((i) => at(a, i, i)),
    vectors: order.map((i) => v.map((row) => row[i] ?? 0)),
  };
}

/**
 * Principal components of latents (Pearson 1901), by the eigenvectors of their covariance.
 * @throws where there is no latent.
 */
export function principal(latents: readonly Latent[]): Principal {
  const size = latents[0]?.length;
  if (size === undefined) throw new Error('principal: no latent given');
  const mean = new Array<number>(size).fill(0);
  for (const latent of latents)
    for (let j = 0; j < size; j += 1) mean[j] = (mean[j] ?? 0) + (latent[j] ?? 0) / latents.length;
  const covariance = mean.map(() => new Array<number>(size).fill(0));
  for (const latent of latents)
    for (let i = 0; i < size; i += 1) {
      const row = covariance[i];
      if (row === undefined) continue;
      const deviation = ((latent[i] ?? 0) - (mean[i] ?? 0)) / Math.max(1, latents.length - 1);
      for (let j = 0; j < size; j += 1)
        row[j] = (row[j] ?? 0) + deviation * ((latent[j] ?? 0) - (mean[j] ?? 0));
    }
  const { values, vectors } = symmetricEigen(covariance);
  const directions = vectors.map((vector) => {
    const largest = vector.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0);
    return largest < 0 ? vector.map((x) => -x) : vector;
  });
  return { mean, directions, variances: values.map((value) => Math.max(0, value)) };
}

/** Coordinates of a latent along the first `count` directions; directions that do not exist give 0. */
export function project(found: Principal, latent: Latent, count: number): number[] {
  return Array.from({ length: count }, (_, axis) => {
    const direction = found.directions[axis];
    if (direction === undefined) return 0;
    return direction.reduce(
      (sum, weight, j) => sum + weight * ((latent[j] ?? 0) - (found.mean[j] ?? 0)),
      0,
    );
  });
}
