/** Paints the two lower layers of the roll, with the notes of all lanes as pictures that scrolling only lays elsewhere. */
import type { CanvasSize } from '#renderer/design/canvas.ts';
import { isCrowded } from '../grid/density.ts';
import { gridHeight } from '../grid/viewport.ts';
import { controlUnder } from '../under.ts';
import { paintControl } from './control.ts';
import { paintGrid } from './grid.ts';
import { paintGhost, paintNotes } from './notes.ts';
import { paintStems } from './stems.ts';
import { Tiles } from './tiles.ts';
import type { RollScene } from './scene.ts';
import type { RollLane } from '../view.ts';

/** A scene that begins at a whole device pixel, so that lines and pictures lie as far apart at every place. */
export function onPixels(scene: RollScene, { ratio }: CanvasSize): RollScene {
  const { view } = scene;
  const scale = view.pixelsPerTick * ratio;
  return { ...scene, view: { ...view, left: Math.round(view.left * scale) / scale } };
}

/** The pictures of one roll. */
export class Pictures {
  readonly #ghosts = new Tiles();
  readonly #notes = new Tiles();
  readonly #stems = new Tiles();

  /** Paints the lowest layer: rows, lines, ghosts, ruler and keyboard. */
  paintGround(g: CanvasRenderingContext2D, scene: RollScene, size: CanvasSize): void {
    const { view, ghosts, theme } = scene;
    paintGrid(g, scene, () => {
      if (ghosts.length === 0) return;
      const crowds = ghosts.map(({ notes }) => isCrowded(notes, view));
      const known = [theme, crowds.join(), ...ghosts.flatMap(looksOf)];
      this.#ghosts.lay(g, size, view, bandOf(scene), known, (pen, alone) =>
        ghosts.forEach((ghost, i) =>
          paintGhost(pen, { ...scene, view: alone }, ghost, crowds[i] ?? false),
        ),
      );
    });
  }

  /** Paints the layer of the lane: its notes, and what lies under them. */
  paintLane(g: CanvasRenderingContext2D, scene: RollScene, size: CanvasSize): void {
    const { view, lane, theme, selection, key, names, under } = scene;
    if (lane === null) return;
    const crowded = isCrowded(lane.notes, view);
    const known = [theme, selection, crowded, ...looksOf(lane)];
    this.#notes.lay(g, size, view, bandOf(scene), [...known, key, names], (pen, alone) =>
      paintNotes(pen, { ...scene, view: alone }, crowded),
    );
    if (view.velocity <= 0) return;
    const control = controlUnder(under);
    if (control !== null) return paintControl(g, scene, control);
    const band = { top: view.height - view.velocity + 1, height: view.velocity - 1 };
    this.#stems.lay(g, size, view, band, known, (pen, alone) =>
      paintStems(pen, { ...scene, view: alone }, crowded),
    );
  }
}

/** What of a lane is painted: lanes are made anew where nothing of it has changed. */
export function looksOf({ notes, colour, muted }: RollLane): readonly unknown[] {
  return [notes, colour, muted];
}

function bandOf({ view }: RollScene): { readonly top: number; readonly height: number } {
  return { top: view.ruler, height: gridHeight(view) };
}
