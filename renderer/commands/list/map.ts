/** Commands on the map, the blend and the medley. */
import type { Colouring, MapView } from '#renderer/session/lens.svelte.ts';
import { MEMORY_NAMES, type MemoryName } from '#renderer/session/memories.svelte.ts';
import { findOnMap } from '#renderer/session/find.ts';
import { pressMemory, storeMemory } from '#renderer/session/recall.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

const learned = ({ model }: Session): boolean => model.ready;

/** One press of an arrow key, as the map itself moves. */
const STEP = 0.01;

function arrow(way: string, title: () => string, dx: number, dy: number): Command {
  const within = (value: number): number => Math.max(-1, Math.min(1, value));
  return {
    id: `pad-${way.toLowerCase()}`,
    section: 'map',
    scope: 'pad',
    title,
    keys: `Arrow${way}`,
    when: learned,
    run: (session) => {
      const { x, y } = session.lens.shown(session.ideas.pad.cursor) ?? { x: 0, y: 0 };
      const moved = { x: within(x + dx * STEP), y: within(y + dy * STEP) };
      session.motion.hand(session.lens.meant(moved));
    },
  };
}

function view(of: MapView, title: () => string): Command {
  return {
    id: `view-${of}`,
    section: 'map',
    title,
    keys: null,
    when: learned,
    checked: ({ lens }) => lens.view === of,
    run: (session) => void session.look(of),
  };
}

function colouring(by: Colouring, title: () => string): Command {
  return {
    id: `colour-${by}`,
    section: 'map',
    title,
    keys: null,
    when: learned,
    checked: ({ lens }) => lens.colouring === by,
    run: ({ lens }) => {
      lens.colouring = by;
    },
  };
}

/** Going to a memory, and keeping one. */
function memory(name: MemoryName): readonly Command[] {
  return [
    {
      id: `memory-${name}`,
      section: 'map',
      scope: 'pad',
      title: () => m.command_memory_recall({ name }),
      keys: name,
      when: ({ memories }) => memories.of(name) !== null,
      run: (session) => pressMemory(session, name, false),
    },
    {
      id: `memory-keep-${name}`,
      section: 'map',
      scope: 'pad',
      title: () => m.command_memory_store({ name }),
      keys: `Shift+${name}`,
      when: ({ ideas }) => ideas.pad.cursor !== null,
      run: (session) => storeMemory(session, name),
    },
  ];
}

export const MAP: readonly Command[] = [
  arrow('Left', m.command_pad_left, -1, 0),
  arrow('Right', m.command_pad_right, 1, 0),
  arrow('Up', m.command_pad_up, 0, 1),
  arrow('Down', m.command_pad_down, 0, -1),
  {
    id: 'pad-centre',
    section: 'map',
    scope: 'pad',
    title: m.command_pad_centre,
    keys: 'Home',
    when: learned,
    run: ({ motion, lens }) => motion.go(lens.meant({ x: 0, y: 0 })),
  },
  {
    id: 'perform',
    section: 'map',
    scope: 'pad',
    title: m.command_perform,
    keys: 'R',
    checked: ({ performing }) => performing.recording,
    run: ({ performing }) => performing.toggle(),
  },
  {
    id: 'keep-heard',
    section: 'map',
    scope: 'pad',
    title: m.command_keep_heard,
    keys: 'Shift+R',
    run: ({ performing }) => performing.keepHeard(),
  },
  {
    id: 'motion',
    section: 'map',
    scope: 'pad',
    title: m.command_motion,
    keys: 'M',
    when: (session) => learned(session) && session.motion.whyNot === null,
    checked: ({ motion }) => motion.moving,
    run: ({ motion }) => motion.toggle(),
  },
  {
    id: 'motion-record',
    section: 'map',
    title: m.command_motion_record,
    keys: null,
    when: learned,
    checked: ({ motion }) => motion.recording,
    run: ({ motion }) => motion.record(),
  },
  {
    id: 'motion-draw',
    section: 'map',
    title: m.command_motion_draw,
    keys: null,
    when: learned,
    checked: ({ motion }) => motion.drawing,
    run: ({ motion }) => {
      motion.drawing = !motion.drawing;
    },
  },
  {
    id: 'find',
    section: 'map',
    title: m.command_find,
    keys: null,
    when: ({ desk, model }) => model.ready && desk.shown !== null,
    run: (session) => void findOnMap(session),
  },
  {
    id: 'clean',
    section: 'map',
    title: m.command_clean,
    keys: null,
    when: ({ suggesting }) => suggesting.whyNot === null,
    run: ({ suggesting }) => void suggesting.look(),
  },
  {
    id: 'go-on',
    section: 'map',
    title: m.command_go_on,
    keys: null,
    when: ({ suggesting }) => suggesting.whyNot === null,
    run: ({ suggesting }) => void suggesting.goOn(),
  },
  {
    id: 'clear-faders',
    section: 'map',
    title: m.command_clear_faders,
    keys: null,
    when: ({ blending }) => blending.total > 0,
    run: ({ blending }) => blending.clear(),
  },
  {
    id: 'list-steps',
    section: 'map',
    title: m.command_list,
    keys: null,
    when: (session) => session.blendable.whyNoWay === null,
    run: (session) => void session.ideas.list(),
  },
  {
    id: 'medley',
    section: 'map',
    title: m.command_medley,
    keys: null,
    when: learned,
    run: (session) => void session.ideas.medley(),
  },
  {
    id: 'endless',
    section: 'map',
    title: m.command_endless,
    keys: null,
    when: learned,
    checked: ({ endless }) => endless.on,
    run: ({ endless }) => void endless.toggle(),
  },
  view('plane', m.command_view_plane),
  view('principal', m.command_view_principal),
  view('umap', m.command_view_umap),
  view('tsne', m.command_view_tsne),
  colouring('song', m.command_colour_song),
  colouring('part', m.command_colour_part),
  colouring('time', m.command_colour_time),
  ...MEMORY_NAMES.flatMap(memory),
];
