/** Commands on what plays and when. */
import type { Boundary } from '#main/transport/boundary.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

const BOUNDARIES: Readonly<Record<Boundary, () => string>> = {
  now: m.command_boundary_now,
  step: m.command_boundary_step,
  beat: m.command_boundary_beat,
  bar: m.command_boundary_bar,
  phrase: m.command_boundary_phrase,
};

function boundary(at: Boundary): Command {
  return {
    id: `boundary-${at}`,
    section: 'transport',
    title: BOUNDARIES[at],
    keys: null,
    checked: ({ player }) => player.boundary === at,
    run: ({ player }) => {
      player.boundary = at;
    },
  };
}

export const TRANSPORT: readonly Command[] = [
  {
    id: 'play',
    section: 'transport',
    title: m.command_play,
    keys: 'Space',
    when: ({ player }) => player.sounding !== null,
    run: ({ player }) => (player.running ? player.pause() : void player.play()),
  },
  {
    id: 'stop',
    section: 'transport',
    title: m.command_stop,
    keys: 'Enter',
    run: ({ player }) => player.stop(),
  },
  {
    id: 'to-start',
    section: 'transport',
    title: m.command_to_start,
    keys: 'Home',
    run: ({ player }) => player.toStart(),
  },
  {
    id: 'loop',
    section: 'transport',
    title: m.command_loop,
    keys: 'L',
    checked: ({ player }) => player.looping,
    run: ({ player, desk }) => desk.setLooping(!player.looping),
  },
  {
    id: 'click',
    section: 'transport',
    title: m.command_click,
    keys: 'K',
    checked: ({ player }) => player.click,
    run: ({ player }) => player.setClick(!player.click),
  },
  {
    id: 'tap',
    section: 'transport',
    title: m.command_tap,
    keys: 'T',
    run: (session) => session.tap(),
  },
  {
    id: 'panic',
    section: 'transport',
    title: m.command_panic,
    keys: 'Ctrl+.',
    run: ({ player }) => player.panic(),
  },
  boundary('now'),
  boundary('step'),
  boundary('beat'),
  boundary('bar'),
  boundary('phrase'),
  {
    id: 'voices-synth',
    section: 'transport',
    title: m.command_voices_synth,
    keys: null,
    checked: ({ voices }) => voices.kind === 'synth',
    run: ({ voices }) => void voices.choose('synth'),
  },
  {
    id: 'voices-gm',
    section: 'transport',
    title: m.command_voices_gm,
    keys: null,
    checked: ({ voices }) => voices.kind === 'gm',
    run: ({ voices }) => void voices.choose('gm'),
  },
  {
    id: 'bank-open',
    section: 'transport',
    title: m.command_bank_open,
    keys: null,
    run: ({ banks }) => void banks.open(),
  },
  {
    id: 'bank-drop',
    section: 'transport',
    title: m.command_bank_drop,
    keys: null,
    when: ({ banks }) => banks.name !== null,
    checked: ({ banks }) => banks.name === null,
    run: ({ banks }) => void banks.drop(),
  },
];
