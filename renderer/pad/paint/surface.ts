/** Keeps the four layers of the map up to date: which one must be painted when, the glide of points, and the trail. */
import { cleanPen } from '#renderer/design/canvas.ts';
import type { PadMemory, PadPoint, Place, QueuedPhrase, SongShare } from '../view.ts';
import { between, GLIDE, glideProgress } from '../map/glide.ts';
import { links } from '../map/nearest.ts';
import { extend, recent, type TrailPlace } from '../map/trail.ts';
import { spotOf, type Viewport } from '../map/viewport.ts';
import { LandFade } from './land-fade.ts';
import { paintLens, paintLive } from './live.ts';
import { paintPoints } from './points.ts';
import type { QueueRing } from './queue.ts';
import { sceneOf, type MapInput, type Scene } from './scene.ts';

/** The canvases, lowest first. Two cached (`land`, `points`), two painted at every move (`lens`, `live`): the lens lies under the points. */
export interface PadLayers {
  readonly land: HTMLCanvasElement;
  readonly lens: HTMLCanvasElement;
  readonly points: HTMLCanvasElement;
  readonly live: HTMLCanvasElement;
}

/** What the live layers show. */
export interface LiveInput {
  readonly cursor: Place | null;
  readonly shares: readonly SongShare[];
  readonly sounding: Place | null;
  readonly queued: QueuedPhrase | null;
  readonly memories: readonly PadMemory[];
  readonly lit: readonly PadPoint[];
  readonly hint: { readonly point: PadPoint; readonly words: string } | null;
}

/** Paints a map; give it input whenever something changed, it asks for frames itself. */
export class PadSurface {
  readonly #layers: PadLayers;
  readonly #land: LandFade;
  #input: MapInput | null = null;
  #live: LiveInput | null = null;
  #scene: Scene | null = null;
  #before: readonly PadPoint[] = [];
  #shown: readonly PadPoint[] = [];
  #glideStart: number | null = null;
  #trail: readonly TrailPlace[] = [];
  #pressed = false;
  #waiting: MapInput | null = null;
  #frame = 0;
  #landStale = true;
  #pointsStale = true;

  constructor(layers: PadLayers) {
    this.#layers = layers;
    this.#land = new LandFade(layers.land);
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
      this.#land.hold();
    } else {
      this.#glideStart = null;
    }
    this.#input = input;
    this.#scene = sceneOf(input, this.#layers.points.getContext('2d'));
    this.#shown = this.#glideStart === null ? input.points : this.#before;
    this.#land.renew();
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
    if (this.#landStale) {
      const progress =
        this.#glideStart === null ? null : glideProgress(now - this.#glideStart, GLIDE);
      this.#landStale = !this.#land.paint(scene, input.size, progress);
    }
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
