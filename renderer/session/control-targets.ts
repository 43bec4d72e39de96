/** What a knob, fader or button of a MIDI device can move: each by its name, with where it stands and how it is moved. */
import { MEMORY_NAMES } from './memories.svelte.ts';
import { pressMemory } from './recall.ts';
import type { Session } from './session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';

/** Something that is moved over its range, 0 to 1. */
interface Range {
  readonly kind: 'range';
  readonly id: string;
  readonly title: () => string;
  /** Where it is; null: it is not there to be moved. */
  readonly value: (session: Session) => number | null;
  readonly move: (session: Session, value: number) => void;
}

/** Something that a button does. */
interface Press {
  readonly kind: 'press';
  readonly id: string;
  readonly title: () => string;
  readonly press: (session: Session, down: boolean) => void;
}

export type Target = Range | Press;

const HOTTEST = 2;
/** Faders that can be mapped, in the order of the pane. */
const FADERS = 12;

function place({ ideas, lens }: Session): { readonly x: number; readonly y: number } {
  return lens.shown(ideas.pad.cursor) ?? { x: 0, y: 0 };
}

const axis = (name: 'x' | 'y', title: () => string): Range => ({
  kind: 'range',
  id: `pad-${name}`,
  title,
  value: (session) => (session.model.ready ? (place(session)[name] + 1) / 2 : null),
  move: (session, value) =>
    session.motion.hand(session.lens.meant({ ...place(session), [name]: 2 * value - 1 })),
});

const fader = (index: number): Range => ({
  kind: 'range',
  id: `fader-${String(index + 1)}`,
  title: () => m.midi_target_fader({ n: index + 1 }),
  value: ({ blendable, blending }) => {
    const song = blendable.songs[index];
    return song === undefined ? null : (blending.faders[song.hash] ?? 0);
  },
  move: ({ blendable, ideas }, value) => {
    const song = blendable.songs[index];
    if (song !== undefined) ideas.fade(song.hash, value);
  },
});

const button = (id: string, title: () => string, run: (session: Session) => void): Press => ({
  kind: 'press',
  id,
  title,
  press: (session, down) => {
    if (down) run(session);
  },
});

/** All targets, in the order of their list. */
export const TARGETS: readonly Target[] = [
  axis('x', m.pad_x),
  axis('y', m.pad_y),
  {
    kind: 'press',
    id: 'pad-touch',
    title: m.midi_target_touch,
    // A finger on the controller lets the music play; lifted, it pauses, unless it is held.
    press: ({ player, hands: { controls } }, down) => {
      if (down && !player.running) void player.play();
      else if (!down && !controls.holding && player.running) player.pause();
    },
  },
  {
    kind: 'press',
    id: 'pad-hold',
    title: m.midi_target_hold,
    press: ({ hands: { controls } }, down) => {
      controls.holding = down;
    },
  },
  {
    kind: 'range',
    id: 'temperature',
    title: m.blend_temperature,
    value: ({ shape }) => shape.temperature / HOTTEST,
    move: ({ shape, ideas }, value) => {
      shape.temperature = Math.round(value * HOTTEST * 20) / 20;
      ideas.reshape();
    },
  },
  {
    kind: 'range',
    id: 'density',
    title: m.blend_density,
    value: ({ shape }) => shape.density,
    move: ({ shape, ideas }, value) => {
      shape.density = Math.round(value * 100) / 100;
      ideas.reshape();
    },
  },
  ...Array.from({ length: FADERS }, (_, index) => fader(index)),
  button('play', m.command_play, ({ player }) =>
    player.running ? player.pause() : void player.play(),
  ),
  button('stop', m.command_stop, ({ player }) => player.stop()),
  button('record', m.command_record, ({ hands }) => void hands.take.toggle()),
  button('tap', m.command_tap, (session) => session.tap()),
  ...MEMORY_NAMES.map((name) =>
    button(
      `memory-${name}`,
      () => m.midi_target_memory({ name }),
      (session) => pressMemory(session, name, false),
    ),
  ),
];
