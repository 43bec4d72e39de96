/** Keeps the three layers of the roll up to date: paints each only when what it shows has changed. */
import { cleanPen, type CanvasSize } from '#renderer/design/canvas.ts';
import { paintOverlay } from './overlay.ts';
import { looksOf, onPixels, Pictures } from './pictures.ts';
import type { RollLive, RollScene } from './scene.ts';

/** The canvases, lowest first. */
export interface RollLayers {
  readonly grid: HTMLCanvasElement;
  readonly notes: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
}

/** Paints a roll; give it a scene whenever something changed. */
export class RollSurface {
  readonly #layers: RollLayers;
  readonly #live: () => RollLive;
  #scene: RollScene | null = null;
  #size: CanvasSize | null = null;
  #gridStale = false;
  #notesStale = false;
  #frame = 0;
  readonly #pictures = new Pictures();

  /** `live` is asked at every frame, so that the playhead needs no messages. */
  constructor(layers: RollLayers, live: () => RollLive) {
    this.#layers = layers;
    this.#live = live;
  }

  /** New notes, view, theme or size. */
  show(scene: RollScene, size: CanvasSize): void {
    const old = this.#scene;
    const resized = this.#size !== size;
    const moved = old === null || resized || old.view !== scene.view || old.theme !== scene.theme;
    this.#notesStale ||= moved || old.lane !== scene.lane || old.selection !== scene.selection;
    this.#notesStale ||=
      old !== null &&
      (old.key !== scene.key || old.names !== scene.names || old.under !== scene.under);
    this.#gridStale ||=
      moved ||
      !sameLooks(old.ghosts, scene.ghosts) ||
      old.key !== scene.key ||
      old.rows !== scene.rows ||
      old.under !== scene.under ||
      old.names !== scene.names ||
      old.meters !== scene.meters ||
      old.length !== scene.length ||
      old.loop !== scene.loop ||
      old.markers !== scene.markers ||
      old.tempos !== scene.tempos;
    this.#scene = scene;
    this.#size = size;
    this.ask();
  }

  /** Something on the top layer changed. */
  ask(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  /** Stops asking for frames. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #paint(): void {
    this.#frame = 0;
    const size = this.#size;
    if (this.#scene === null || size === null) return;
    const scene = onPixels(this.#scene, size);
    if (this.#gridStale) this.#pictures.paintGround(cleanPen(this.#layers.grid, size), scene, size);
    if (this.#notesStale) this.#pictures.paintLane(cleanPen(this.#layers.notes, size), scene, size);
    this.#gridStale = false;
    this.#notesStale = false;
    const live = this.#live();
    paintOverlay(cleanPen(this.#layers.overlay, size), scene, live);
    if (live.playing) this.ask();
  }
}

function sameLooks(a: RollScene['ghosts'], b: RollScene['ghosts']): boolean {
  const looks = b.flatMap(looksOf);
  return a.length === b.length && a.flatMap(looksOf).every((value, i) => value === looks[i]);
}
