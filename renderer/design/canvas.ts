/** A canvas drawn at device pixels: sizes it, and hands out a pen that measures in CSS pixels. */

/** Width and height in CSS pixels, and device pixels a CSS pixel. */
export interface CanvasSize {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** Clears the canvas, resizes it where needed, and answers its context scaled to CSS pixels. */
export function cleanPen(canvas: HTMLCanvasElement, size: CanvasSize): CanvasRenderingContext2D {
  const width = Math.max(1, Math.round(size.width * size.ratio));
  const height = Math.max(1, Math.round(size.height * size.ratio));
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser gives no 2D canvas');
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  } else {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, width, height);
  }
  pen.setTransform(width / size.width, 0, 0, height / size.height, 0, 0);
  return pen;
}

/** Tells the size of an element now and at every change of size or of device pixels; the answer stops it. */
export function watchSize(element: Element, tell: (size: CanvasSize) => void): () => void {
  let ratioQuery: MediaQueryList | null = null;
  const report = (): void => {
    const { width, height } = element.getBoundingClientRect();
    if (width > 0 && height > 0) tell({ width, height, ratio: window.devicePixelRatio });
  };
  const watchRatio = (): void => {
    ratioQuery?.removeEventListener('change', onRatio);
    ratioQuery = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    ratioQuery.addEventListener('change', onRatio);
  };
  const onRatio = (): void => {
    watchRatio();
    report();
  };
  const observer = new ResizeObserver(report);
  // Told at another size in device pixels too: a window on a denser screen, a zoomed page.
  observer.observe(element, { box: 'device-pixel-content-box' });
  watchRatio();
  report();
  return () => {
    observer.disconnect();
    ratioQuery?.removeEventListener('change', onRatio);
  };
}
