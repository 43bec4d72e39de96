/** The land's own layer: it is dear to paint, so a new one is painted once, kept, and laid over the old one while points glide. */
import { cleanPen, type CanvasSize } from '#renderer/design/canvas.ts';
import { paintLand } from './land.ts';
import type { Scene } from './scene.ts';

/** Fades one land into the next. */
export class LandFade {
  readonly #canvas: HTMLCanvasElement;
  #old: OffscreenCanvas | null = null;
  #fresh: OffscreenCanvas | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Keeps the land that is shown, for the next one to fade in over it. */
  hold(): void {
    this.#old = copyOf(this.#canvas);
  }

  /** What the land shows has changed: it is painted anew. */
  renew(): void {
    this.#fresh = null;
  }

  /** Paints the land at this share of the fade, or as it stays (null); tells whether it stays. */
  paint(scene: Scene, size: CanvasSize, progress: number | null): boolean {
    if (progress === null || this.#old === null) {
      if (this.#fresh === null) paintLand(cleanPen(this.#canvas, size), scene);
      else stamp(cleanPen(this.#canvas, size), size, this.#fresh, 1);
      this.#old = null;
      this.#fresh = null;
      return true;
    }
    if (this.#fresh === null) {
      paintLand(cleanPen(this.#canvas, size), scene);
      this.#fresh = copyOf(this.#canvas);
    }
    const pen = cleanPen(this.#canvas, size);
    stamp(pen, size, this.#old, 1);
    if (this.#fresh !== null) stamp(pen, size, this.#fresh, progress);
    return false;
  }
}

function copyOf(canvas: HTMLCanvasElement): OffscreenCanvas | null {
  if (canvas.width === 0 || canvas.height === 0) return null;
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy;
}

function stamp(
  pen: CanvasRenderingContext2D,
  size: CanvasSize,
  image: OffscreenCanvas,
  alpha: number,
): void {
  pen.globalAlpha = alpha;
  pen.drawImage(image, 0, 0, size.width, size.height);
  pen.globalAlpha = 1;
}
