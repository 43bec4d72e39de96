/** The menu of what comes in: which MIDI inputs are heard, and the ways to play without one. */
import type { MenuItem } from '#renderer/design/menu-item.ts';
import { RECORD_GRIDS } from '#renderer/session/preferences.svelte.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';

/** The rows: inputs that are there, those that are chosen and are not, and what is done with them. */
export function keysItems(session: Session): readonly MenuItem[] {
  const { preferences } = session;
  const { inputs, keyboard, take, following } = session.hands;
  const there = inputs.ports ?? [];
  const absent = [...inputs.chosen].filter((input) => !there.some(({ id }) => id === input));
  const none = inputs.ports === null ? m.midi_asking() : m.midi_inputs_none();
  return [
    { heading: there.length + absent.length === 0 ? none : m.midi_inputs() },
    ...[...there.map(({ id }) => id), ...absent].map((id) => ({
      title: inputs.isThere(id)
        ? inputs.nameOf(id)
        : m.midi_input_absent({ name: inputs.nameOf(id) }),
      checked: inputs.chosen.has(id),
      run: () => inputs.hear(id, !inputs.chosen.has(id)),
    })),
    { line: true },
    {
      title: m.command_thru(),
      checked: preferences.thru,
      run: () => preferences.setThru(!preferences.thru),
    },
    {
      title: m.command_keys_show(),
      checked: keyboard.shown,
      run: () => keyboard.show(!keyboard.shown),
    },
    {
      title: m.command_keys_type(),
      checked: keyboard.typing,
      run: () => keyboard.type(!keyboard.typing),
    },
    { line: true },
    {
      title: m.command_count_in(),
      checked: take.countIn,
      run: () => {
        take.countIn = !take.countIn;
      },
    },
    {
      title: m.command_step_input(),
      checked: take.stepping,
      run: () => take.step(!take.stepping),
    },
    { title: m.command_keep_played(), keys: 'Shift R', run: () => take.keepPlayed() },
    ...(there.length + absent.length === 0
      ? []
      : [
          { line: true } as const,
          {
            heading:
              following.bpm === null
                ? m.midi_follow_clock()
                : m.midi_following({ bpm: following.bpm }),
          },
          ...[...there.map(({ id }) => id), ...absent].map((id) => ({
            title: inputs.nameOf(id),
            checked: preferences.followed === id,
            run: () => following.choose(preferences.followed === id ? null : id),
          })),
        ]),
    { line: true },
    {
      title: m.command_controls(),
      run: () => {
        session.face.sheet = 'controls';
      },
    },
    {
      title: m.command_monitor(),
      run: () => {
        session.face.sheet = 'monitor';
      },
    },
    { line: true },
    { heading: m.midi_record_grid() },
    ...[{ name: m.midi_record_as_played(), ticks: null }, ...RECORD_GRIDS].map(
      ({ name, ticks }) => ({
        title: name,
        checked: preferences.recordGrid === ticks,
        run: () => preferences.setRecordGrid(ticks),
      }),
    ),
  ];
}
