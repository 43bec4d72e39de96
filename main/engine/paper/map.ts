/** The map of an experiment: its posterior means as they are where there are two of them, else by t-SNE and by UMAP. */
import type { Latent } from '#main/latent/latent.ts';
import { lensPlaces } from '#main/latent/lens.ts';
import { place } from '#main/latent/place.ts';
import type { Position } from '#main/latent/position.ts';

/** One way to look at the means. */
export interface MapView {
  /** Of its picture, without an ending. */
  readonly file: string;
  readonly axes: readonly [string, string];
  /** Where each mean lies, in their order. */
  readonly places: readonly Position[];
}

/**
 * The views that the paper shows of so many latents: the plane itself of two, t-SNE of more, and UMAP beside it.
 *
 * @param means the segments' posterior means
 * @param seed of the t-SNE
 */
export function mapViews(means: readonly Latent[], seed: number): readonly MapView[] {
  if (means[0]?.length === 2) {
    const places = means.map((mean) => ({ x: mean[0] ?? 0, y: mean[1] ?? 0 }));
    return [{ file: 'map', axes: ['z 1', 'z 2'], places }];
  }
  const tsne = place(means, null, seed);
  return [
    { file: 'map', axes: ['t-SNE 1', 't-SNE 2'], places: tsne },
    { file: 'map-umap', axes: ['UMAP 1', 'UMAP 2'], places: lensPlaces('umap', means, tsne) },
  ];
}
