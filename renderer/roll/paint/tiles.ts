/** Keeps what was painted of a stretch of time as pictures side by side, so that scrolling lays them elsewhere instead of painting again. */
import type { CanvasSize } from '#renderer/design/canvas.ts';
import type { Viewport } from '../grid/viewport.ts';

/** Device pixels of a picture's width. */
const WIDE = 192;

/** The part of the roll that the pictures fill, from the keyboard's edge on, in CSS pixels. */
export interface Band {
  readonly top: number;
  readonly height: number;
}

/** The pictures of one band. */
export class Tiles {
  #pictures = new Map<number, HTMLCanvasElement>();
  #spare: HTMLCanvasElement[] = [];
  #known: readonly unknown[] = [];

  /**
   * Lays the pictures that are seen on `g`, painting those that are missing: `paint` gets a pen and a view of the picture
   * alone, without keyboard, ruler and other bands. Where a value of `known` or the zoom is another than before, as at each
   * frame of a drag, all is painted on `g` itself, since such pictures would be laid but once.
   */
  lay(
    g: CanvasRenderingContext2D,
    { width, height, ratio }: CanvasSize,
    view: Viewport,
    band: Band,
    known: readonly unknown[],
    paint: (g: CanvasRenderingContext2D, view: Viewport) => void,
  ): void {
    const { pixelsPerTick, rowHeight, top, rows } = view;
    const same = this.#forget([
      width,
      height,
      ratio,
      band.top,
      band.height,
      pixelsPerTick,
      rowHeight,
      top,
      rows,
      ...known,
    ]);
    const high = Math.round(band.height * ratio);
    if (high <= 0 || view.width <= view.keys) return;
    const alone = { keys: 0, ruler: 0, velocity: 0, height: band.height };
    if (!same) {
      g.save();
      g.beginPath();
      g.rect(view.keys, band.top, view.width - view.keys, band.height);
      g.clip();
      g.translate(view.keys, band.top);
      paint(g, { ...view, ...alone, width: view.width - view.keys });
      return g.restore();
    }
    const start = Math.round(view.left * pixelsPerTick * ratio);
    const edge = Math.round(view.keys * ratio);
    const first = Math.floor(start / WIDE);
    const last = Math.floor((start + view.width * ratio - edge) / WIDE);
    g.save();
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.beginPath();
    g.rect(edge, Math.round(band.top * ratio), view.width * ratio, high);
    g.clip();
    for (let column = first; column <= last; column++) {
      const picture = this.#picture(column, high, (pen) => {
        pen.setTransform(ratio, 0, 0, ratio, 0, 0);
        const left = (column * WIDE) / ratio / pixelsPerTick;
        paint(pen, { ...view, ...alone, left, width: WIDE / ratio });
      });
      g.drawImage(picture, edge + column * WIDE - start, Math.round(band.top * ratio));
    }
    g.restore();
    this.#tidy(first, last);
  }

  #picture(
    column: number,
    high: number,
    paint: (g: CanvasRenderingContext2D) => void,
  ): HTMLCanvasElement {
    const found = this.#pictures.get(column);
    if (found !== undefined) return found;
    const picture = this.#spare.pop() ?? document.createElement('canvas');
    const pen = picture.getContext('2d');
    if (picture.width !== WIDE || picture.height !== high) {
      picture.width = WIDE;
      picture.height = high;
    } else {
      pen?.reset();
    }
    if (pen !== null) paint(pen);
    this.#pictures.set(column, picture);
    return picture;
  }

  /** Answers whether all is as it was; otherwise no picture holds any more. */
  #forget(known: readonly unknown[]): boolean {
    const same =
      known.length === this.#known.length && known.every((value, i) => value === this.#known[i]);
    this.#known = known;
    if (same) return true;
    this.#spare.push(...this.#pictures.values());
    this.#pictures.clear();
    return false;
  }

  /** Keeps as many pictures again as are seen, on either side. */
  #tidy(first: number, last: number): void {
    const seen = last - first + 1;
    for (const [column, picture] of this.#pictures) {
      if (column >= first - seen && column <= last + seen) continue;
      this.#pictures.delete(column);
      this.#spare.push(picture);
    }
    this.#spare.length = Math.min(this.#spare.length, seen);
  }
}
