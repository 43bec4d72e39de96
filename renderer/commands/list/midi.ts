/** Commands on what a person plays: on MIDI keyboards, on the screen, on letters. */
import { RECORD_GRIDS } from '#renderer/session/preferences.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

const recordGrid = (ticks: number | null, title: () => string): Command => ({
  id: ticks === null ? 'record-as-played' : `record-grid-${String(ticks)}`,
  section: 'midi',
  title,
  keys: null,
  checked: ({ preferences }) => preferences.recordGrid === ticks,
  run: ({ preferences }) => preferences.setRecordGrid(ticks),
});

export const MIDI: readonly Command[] = [
  {
    id: 'stage',
    section: 'midi',
    title: m.command_stage,
    keys: 'Ctrl+Shift+L',
    checked: ({ stage }) => stage.on,
    run: ({ stage }) => void stage.set(!stage.on),
  },
  {
    id: 'controls',
    section: 'midi',
    title: m.command_controls,
    keys: null,
    run: ({ face }) => {
      face.sheet = 'controls';
    },
  },
  {
    id: 'monitor',
    section: 'midi',
    title: m.command_monitor,
    keys: null,
    run: ({ face }) => {
      face.sheet = 'monitor';
    },
  },
  {
    id: 'ports',
    section: 'midi',
    title: m.command_ports,
    keys: null,
    run: ({ face }) => {
      face.sheet = 'ports';
    },
  },
  {
    id: 'record',
    section: 'midi',
    title: m.command_record,
    keys: 'R',
    checked: ({ hands: { take } }) => take.recording,
    run: ({ hands: { take } }) => void take.toggle(),
  },
  {
    id: 'count-in',
    section: 'midi',
    title: m.command_count_in,
    keys: null,
    checked: ({ hands: { take } }) => take.countIn,
    run: ({ hands: { take } }) => {
      take.countIn = !take.countIn;
    },
  },
  recordGrid(null, m.command_record_as_played),
  ...RECORD_GRIDS.map(({ name, ticks }) =>
    recordGrid(ticks, () => m.command_record_grid({ grid: name })),
  ),
  {
    id: 'keep-played',
    section: 'midi',
    title: m.command_keep_played,
    keys: 'Shift+R',
    run: ({ hands: { take } }) => take.keepPlayed(),
  },
  {
    id: 'step-input',
    section: 'midi',
    title: m.command_step_input,
    keys: null,
    checked: ({ hands: { take } }) => take.stepping,
    run: ({ hands: { take } }) => take.step(!take.stepping),
  },
  {
    id: 'step-rest',
    section: 'midi',
    title: m.command_step_rest,
    keys: null,
    when: ({ hands: { take } }) => take.stepping,
    run: ({ hands: { take } }) => take.rest(),
  },
  {
    id: 'keys-show',
    section: 'midi',
    title: m.command_keys_show,
    keys: null,
    checked: ({ hands: { keyboard } }) => keyboard.shown,
    run: ({ hands: { keyboard } }) => keyboard.show(!keyboard.shown),
  },
  {
    id: 'keys-type',
    section: 'midi',
    title: m.command_keys_type,
    keys: 'Ctrl+Shift+K',
    checked: ({ hands: { keyboard } }) => keyboard.typing,
    run: ({ hands: { keyboard } }) => keyboard.type(!keyboard.typing),
  },
  {
    id: 'thru',
    section: 'midi',
    title: m.command_thru,
    keys: null,
    checked: ({ preferences }) => preferences.thru,
    run: ({ preferences }) => preferences.setThru(!preferences.thru),
  },
];
