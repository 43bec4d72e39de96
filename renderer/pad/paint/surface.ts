/** Keeps the four layers of the map up to date: which one must be painted when, the glide of points, and the trail. */
import { cleanPen, type CanvasSize } from '#renderer/design/canvas.ts';
import type { Theme } from '#renderer/design/theme.ts';
import type {
  PadMemory,
  PadPoint,
  PadSong,
  Palette,
  Place,
  QueuedPhrase,
  SongShare,
} from '../view.ts';
import { between, GLIDE, glideProgress } from '../map/glide.ts';
import { placeNames } from '../map/names.ts';
import { links } from '../map/nearest.ts';
import { emptiestSpot } from '../map/sea.ts';
import { extend, recent, type TrailPlace } from '../map/trail.ts';
import { spotOf, viewportOf, type Box, type Viewport } from '../map/viewport.ts';
import { paintLand } from './land.ts';
import { paintLens, paintLive } from './live.ts';
import { paintPoints } from './points.ts';
import type { QueueRing } from './queue.ts';
import { landOf, type Scene } from './scene.ts';

/** The canvases, lowest first. Two cached (`land`, `points`), two painted at every move (`lens`, `live`): the lens lies under the points. */
export interface PadLayers {
  readonly land: HTMLCanvasElement;
  readonly lens: HTMLCanvasElement;
  readonly points: HTMLCanvasElement;
  readonly live: HTMLCanvasElement;
}

/** What the cached layers show. */
export interface MapInput {
  readonly points: readonly PadPoint[];
  readonly songs: readonly PadSong[];
  readonly palette: Palette | null;
  readonly theme: Theme;
  readonly size: CanvasSize;
  readonly seaWords: string;
  /** Whether nothing may move by itself. */
  readonly still: boolean;
}

/** What the live layers show. */
export interface LiveInput {
  readonly cursor: Place | null;
  readonly shares: readonly SongShare[];
  readonly sounding: Place | null;
  readonly queued: QueuedPhrase | null;
  readonly memories: readonly PadMemory[];
  readonly hint: { readonly point: PadPoint; readonly words: string } | null;
}

const LONGEST_NAME = 26;

/** Paints a map; give it input whenever something changed, it asks for frames itself. */
export class PadSurface {
  readonly #layers: PadLayers;
  #input: MapInput | null = null;
  #live: LiveInput | null = null;
  #scene: Scene | null = null;
  #before: readonly PadPoint[] = [];
  #shown: readonly PadPoint[] = [];
  #glideStart: number | null = null;
  #oldLand: OffscreenCanvas | null = null;
  #newLand: OffscreenCanvas | null = null;
  #trail: readonly TrailPlace[] = [];
  #pressed = false;
  #waiting: MapInput | null = null;
  #frame = 0;
  #landStale = true;
  #pointsStale = true;

  constructor(layers: PadLayers) {
    this.#layers = layers;
  }

  /** New data, size or theme. A new placing waits while the pointer is down. */
  show(input: MapInput): void {
    const before = this.#input;
    const placed = before !== null && before.points !== input.points && before.points.length > 0;
    const repainted = before !== null && before.palette !== input.palette;
    if (this.#pressed && (placed || repainted) && sameFrame(before, input)) {
      this.#waiting = input;
      return;
    }
    this.#waiting = null;
    if (placed && !input.still) {
      this.#before = this.#shown;
      this.#glideStart = performance.now();
      this.#oldLand = copyOf(this.#layers.land);
    } else {
      this.#glideStart = null;
    }
    this.#input = input;
    this.#scene = this.#sceneOf(input);
    this.#shown = this.#glideStart === null ? input.points : this.#before;
    this.#newLand = null;
    this.#landStale = true;
    this.#pointsStale = true;
    this.#ask();
  }

  /** New cursor, links, queue or memories. */
  move(live: LiveInput, pressed: boolean): void {
    const moved = live.cursor !== null && !samePlace(live.cursor, this.#live?.cursor ?? null);
    this.#live = live;
    if (moved && live.cursor !== null && pressed && this.#input?.still !== true) {
      this.#trail = extend(this.#trail, { ...live.cursor, at: performance.now() });
    }
    this.#pressed = pressed;
    if (!pressed && this.#waiting !== null) this.show(this.#waiting);
    this.#ask();
  }

  /** The viewport that is shown, or null before the first size is known. */
  get viewport(): Viewport | null {
    return this.#scene?.viewport ?? null;
  }

  /** The grid of the palette that is shown. */
  get grid(): Scene['land']['grid'] {
    return this.#scene?.land.grid ?? null;
  }

  /** Stops asking for frames. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #ask(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#paint(now));
  }

  #paint(now: number): void {
    this.#frame = 0;
    const input = this.#input;
    const scene = this.#scene;
    if (input === null || scene === null) return;
    this.#glide(input, now);
    if (this.#landStale) this.#paintLand(scene, input, now);
    if (this.#pointsStale) {
      paintPoints(cleanPen(this.#layers.points, input.size), { ...scene, points: this.#shown });
      this.#pointsStale = false;
    }
    this.#paintLive(scene, input, now);
    const moving = this.#glideStart !== null || this.#trail.length > 0;
    if (moving || (this.#live?.queued ?? null) !== null) this.#ask();
  }

  #glide(input: MapInput, now: number): void {
    if (this.#glideStart === null) return;
    const progress = glideProgress(now - this.#glideStart, GLIDE);
    this.#shown = between(this.#before, input.points, progress);
    this.#pointsStale = true;
    this.#landStale = true;
    if (progress >= 1) this.#glideStart = null;
  }

  #paintLand(scene: Scene, input: MapInput, now: number): void {
    const canvas = this.#layers.land;
    if (this.#glideStart === null || this.#oldLand === null) {
      if (this.#newLand === null) paintLand(cleanPen(canvas, input.size), scene);
      else stamp(canvas, input.size, this.#newLand, 1);
      this.#oldLand = null;
      this.#newLand = null;
      this.#landStale = false;
      return;
    }
    if (this.#newLand === null) {
      paintLand(cleanPen(canvas, input.size), scene);
      this.#newLand = copyOf(canvas);
    }
    stamp(canvas, input.size, this.#oldLand, 1);
    if (this.#newLand !== null) {
      stamp(canvas, input.size, this.#newLand, glideProgress(now - this.#glideStart, GLIDE), true);
    }
  }

  #paintLive(scene: Scene, input: MapInput, now: number): void {
    const live = this.#live;
    const lens = cleanPen(this.#layers.lens, input.size);
    const pen = cleanPen(this.#layers.live, input.size);
    if (live === null) return;
    this.#trail = recent(this.#trail, now);
    const { cursor } = live;
    paintLens(lens, scene, cursor);
    const spot = cursor === null ? null : spotOf(scene.viewport, cursor);
    paintLive(pen, scene, {
      ...live,
      links: spot === null ? [] : links(this.#shown, live.shares, scene.viewport, spot),
      trail: this.#trail,
      queued: ringOf(live.queued, input.still),
      now,
    });
  }

  #sceneOf(input: MapInput): Scene {
    const { size, theme, points } = input;
    const viewport = viewportOf(size.width, size.height, true);
    const songs = new Map(input.songs.map((song) => [song.hash, song]));
    const land = landOf(input.palette, points, songs, viewport, theme);
    const scene: Scene = { viewport, theme, songs, points, land, names: [], sea: null };
    const pen = this.#layers.points.getContext('2d');
    if (pen === null || points.length === 0) return scene;
    const obstacles = floatingBoxes(viewport);
    const names = placeNames(namings(pen, scene), withMargin(viewport), obstacles);
    pen.font = `400 11px ${theme.font}`;
    const width = pen.measureText(input.seaWords).width + 24;
    const boxes = land.tiles.filter((tile) => tile.knowledge > 0.06).map((tile) => tile.box);
    const spot = emptiestSpot(boxes, obstacles, withMargin(viewport), { width, height: 24 });
    return { ...scene, names, sea: spot === null ? null : { text: input.seaWords, ...spot } };
  }
}

function namings(pen: CanvasRenderingContext2D, { songs, points, viewport, theme }: Scene) {
  pen.font = `500 12px ${theme.font}`;
  return [...songs.values()].flatMap(({ hash, name }) => {
    const own = points.filter(({ song }) => song === hash);
    if (own.length === 0) return [];
    const text = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
    const spots = own.map((point) => spotOf(viewport, point));
    return [{ text, width: pen.measureText(text).width + 10, spots }];
  });
}

/** Where controls and cards float over the map. */
function floatingBoxes({ width, height }: Viewport): readonly Box[] {
  return [
    { x: 0, y: 0, width, height: 40 },
    { x: width - 214, y: 40, width: 214, height: 180 },
    { x: 0, y: height - 42, width, height: 42 },
  ];
}

function withMargin({ width, height }: Viewport): Box {
  return { x: 8, y: 8, width: width - 16, height: height - 16 };
}

function ringOf(queued: QueuedPhrase | null, still: boolean): QueueRing | null {
  if (queued === null || queued.place === null) return null;
  const beats = Math.max(0, queued.beatsLeft());
  return {
    place: queued.place,
    // Where nothing may move, the ring stands still and the beats are counted in it.
    words: still ? String(Math.ceil(beats)) : String(queued.bar),
    left: still ? 1 : beats / Math.max(1e-9, queued.beats),
  };
}

function sameFrame(a: MapInput, b: MapInput): boolean {
  return (
    a.theme === b.theme &&
    a.size.width === b.size.width &&
    a.size.height === b.size.height &&
    a.size.ratio === b.size.ratio
  );
}

function samePlace(a: Place, b: Place | null): boolean {
  return b !== null && a.x === b.x && a.y === b.y;
}

function copyOf(canvas: HTMLCanvasElement): OffscreenCanvas | null {
  if (canvas.width === 0 || canvas.height === 0) return null;
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy;
}

function stamp(
  canvas: HTMLCanvasElement,
  size: CanvasSize,
  image: OffscreenCanvas,
  alpha: number,
  over = false,
): void {
  const pen = over ? canvas.getContext('2d') : cleanPen(canvas, size);
  if (pen === null) return;
  pen.globalAlpha = alpha;
  pen.drawImage(image, 0, 0, size.width, size.height);
  pen.globalAlpha = 1;
}
