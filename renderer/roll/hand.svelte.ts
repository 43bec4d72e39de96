/** The hand over the roll: what it presses and drags goes to the stage, and the key that plays lets it pan while it is held. */
import type { CanvasHand, Pair, Touch, TouchButton } from '#renderer/design/touch.ts';
import { Carry, type Frames } from './carry.ts';
import { freshNoteAt } from './gestures/draw.ts';
import { pinched } from './grid/pinch.ts';
import { snapNearest } from './grid/snap.ts';
import { PanKey } from './pan-key.ts';
import type { Panel } from './panel.svelte.ts';
import type { Performer } from './performer.ts';
import type { Stage, StageWorld } from './stage.svelte.ts';
import type { RollTool } from './view.ts';
import { WheelVelocity } from './wheel-velocity.ts';

/** What a hand works with, asked anew at every touch. */
export interface HandNow {
  readonly tool: RollTool;
  readonly readOnly: boolean;
  readonly length: number;
  readonly grid: number;
  readonly world: StageWorld | null;
  readonly play: () => void;
  readonly panel: Panel;
  readonly addMarker: (tick: number) => void;
}

const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'Shift', 'Control', 'Meta']);
/** Pixels within which a hand lies still. */
const STILL = 4;

/** The hand of one roll. */
export class RollHand implements CanvasHand {
  /** The cursor that says what a press would do. */
  cursor = $state('default');
  readonly #panKey = new PanKey();
  readonly #stage: Stage;
  readonly #performer: Performer;
  readonly #now: () => HandNow;
  readonly #velocity = new WheelVelocity();
  readonly #carry: Carry;
  #over = false;
  #at = { x: 0, y: 0 };

  constructor(stage: Stage, performer: Performer, now: () => HandNow, frames: Frames) {
    this.#carry = new Carry(stage, () => now().length, frames);
    this.#stage = stage;
    this.#performer = performer;
    this.#now = now;
  }

  /** Keeps what the wheel has turned so far. */
  settle(): void {
    this.#velocity.finish();
  }

  press(touch: Touch, button: TouchButton): void {
    this.settle();
    this.#now().panel.keep();
    const { panning } = this.#stage;
    const { tool, readOnly, world } = this.#now();
    if (panning || button === 'middle') this.cursor = 'grabbing';
    this.#panKey.used();
    this.#carry.press(touch);
    this.#stage.press(tool, { button, panning, readOnly }, touch, world);
  }

  drag(touch: Touch): void {
    this.#stage.move(touch);
    this.#carry.drag(touch);
  }

  release(): void {
    this.#carry.end();
    this.#stage.release();
    if (this.#stage.panning) this.cursor = 'grab';
  }

  cancel(): void {
    this.#carry.end();
    this.#stage.cancel();
  }

  pinch(before: Pair, now: Pair): void {
    const { view } = this.#stage;
    if (view !== null) this.#stage.view = pinched(view, before, now, this.#now().length);
  }

  /** A finger that lies still is the right button: what it lies on is taken away, and what it passes then. */
  rest(touch: Touch): void {
    this.cancel();
    this.press(touch, 'right');
  }

  hover(touch: Touch): void {
    // A wheel is turned by a hand that lies still.
    const { x, y } = this.#at;
    if (Math.hypot(touch.x - x, touch.y - y) > STILL) this.settle();
    this.#at = touch;
    const { tool, readOnly, world } = this.#now();
    this.#over = true;
    this.cursor = this.#stage.cursorAt(touch, tool, !readOnly, world);
  }

  leave(): void {
    this.settle();
    this.#over = false;
  }

  /** A double click writes a note on empty ground and takes away the one it hits. */
  twice(at: Touch): void {
    const { tool, readOnly, world, grid } = this.#now();
    const { view, fresh } = this.#stage;
    const hit = this.#stage.hit(at, world);
    if (hit?.on === 'marker') return void this.#performer.perform('markers');
    if (hit?.on === 'change') return void this.#performer.perform('course-how');
    if (hit?.on === 'ruler' && !readOnly && view !== null)
      return this.#now().addMarker(Math.max(0, snapNearest(hit.tick, at.alt ? 1 : grid)));
    if (readOnly || world === null || tool !== 'select') return;
    if (hit?.on === 'note') this.#performer.commit({ kind: 'delete', ids: new Set([hit.note.id]) });
    if (hit?.on !== 'grid' || view === null) return;
    this.#performer.commit({
      kind: 'add',
      notes: [freshNoteAt(view, at, grid, fresh, world?.inKey ?? ((pitch) => pitch))],
    });
  }

  wheel(touch: Touch, event: WheelEvent): void {
    const { world, readOnly } = this.#now();
    const hit = this.#stage.hit(touch, world);
    const stems = world?.control === null;
    const stem = stems && hit?.on === 'velocity' && !touch.command && !touch.shift;
    const note = (touch.alt && hit?.on === 'note') || stem ? (hit?.note ?? null) : null;
    const way = -Math.sign(event.deltaY);
    if (world !== null && note !== null && !readOnly && way !== 0) {
      const { notes, selection, begin } = world;
      const together = selection.has(note.id);
      const group = notes.filter(({ id }) => (together ? selection.has(id) : id === note.id));
      return this.#velocity.turn(group, way, () => begin('velocity'));
    }
    this.settle();
    this.#stage.wheel(touch, event, this.#now().length);
  }

  /** Space over the roll waits for its release: held it pans, tapped it plays. Elsewhere it plays at once. */
  keyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#velocity.cancel()) return take(event);
    if (!MODIFIERS.has(event.key)) this.settle();
    // What a panel only shows is what an undo means first.
    const undo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (undo && this.#now().panel.cancel()) return take(event);
    const { target } = event;
    const taken =
      target instanceof Element && target.closest('button, a, input, select, textarea, dialog');
    const plain = event.key === ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || !(this.#panKey.held || this.#over) || taken !== null) return;
    this.#panKey.down();
    this.#stage.panning = true;
    if (!this.#stage.busy) this.cursor = 'grab';
    take(event);
  }

  /** Space was let go: if nothing was dragged, it plays. */
  keyUp(event: KeyboardEvent): void {
    if (event.key !== ' ' || !this.#panKey.held) return;
    this.#stage.panning = false;
    this.cursor = 'default';
    if (this.#panKey.up()) this.#now().play();
    take(event);
  }

  /** The window lost the focus: nobody will tell when a key goes up. */
  forgetKeys(): void {
    this.#panKey.forget();
    this.#stage.panning = false;
  }
}

/** Nobody else shall do something with an event. */
export function take(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
