/** Controls of MIDI devices that move something of the app: learned by moving one, kept in the project, picked up without a jump. */
import type { Label } from '#main/project/label.ts';
import type { MidiControl } from '#main/project/route.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { TARGETS, type Target } from './control-targets.ts';
import type { Inputs } from './inputs.svelte.ts';
import { turned, UNTOUCHED, type Knob } from './pick-up.ts';
import type { Session } from './session.svelte.ts';

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL = 0xb0;
const MODE_MESSAGES = 120;
const DOWN = 64;

/** What controllers with a touch pad send on channel 1: X and Y, whether it is touched, whether it holds. */
export const XY_PRESET: readonly MidiControl[] = [
  { target: 'pad-x', channel: 0, controller: 12 },
  { target: 'pad-y', channel: 0, controller: 13 },
  { target: 'pad-touch', channel: 0, controller: 92 },
  { target: 'pad-hold', channel: 0, controller: 95 },
];

/** Mapped controls. */
export class Controls {
  /** Targets that wait for a control to be moved, the next first. */
  learning = $state.raw<readonly string[]>([]);
  /** The finger may leave the pad: the music goes on. */
  holding = $state(false);
  readonly #session: Session;
  /** The control that was learned last, while others wait. */
  #used: MidiControl | null = null;
  readonly #knobs = new Map<string, Knob>();
  readonly #pressed = new Map<string, boolean>();

  readonly list: readonly MidiControl[] = $derived.by(
    () => this.#session.workspace.project.midiMap,
  );

  /** Keys and pads that are mapped, so that they do not play: 128 times the channel plus the pitch. */
  readonly notes: readonly number[] = $derived(
    this.list.filter(({ note }) => note).map((each) => each.channel * 128 + each.controller),
  );

  constructor(session: Session, inputs: Inputs) {
    this.#session = session;
    inputs.onPlayed(({ bytes }) => this.#moved(bytes));
  }

  /** What moves a target, or null. */
  of(target: string): MidiControl | null {
    return this.list.find((each) => each.target === target) ?? null;
  }

  /** The next control that is moved is this target's; of several, one after the other. Asked again, it does not wait any more. */
  learn(...targets: readonly string[]): void {
    const [first = ''] = targets;
    const known = TARGETS.some(({ id }) => id === first);
    this.learning = !known || this.learning[0] === first ? [] : targets;
    this.#used = null;
    this.#say();
  }

  /** Nothing is learned after all. */
  cancel(): void {
    this.learning = [];
    this.#session.toasts.dismiss();
  }

  /** A target is not moved by any control any more. */
  forget(target: string): void {
    this.#keep(
      this.list.filter((each) => each.target !== target),
      { code: 'control_forget', name: this.#titleOf(target) },
    );
  }

  /** Takes a preset over what is mapped. */
  use(preset: readonly MidiControl[]): void {
    this.#keep(replaced(this.list, preset), { code: 'controls_preset' });
  }

  #moved(bytes: Uint8Array): void {
    const moved = movedBy(bytes);
    if (moved === null) return;
    const { value, ...control } = moved;
    const [target, ...rest] = this.learning;
    if (target !== undefined) {
      // A knob sends many values at one turn: it is not the next target's, too.
      if (this.#used !== null && same(this.#used, control)) return;
      // A key that is let go teaches nothing, and none moves what goes over a range.
      const kind = TARGETS.find(({ id }) => id === target)?.kind;
      if (control.note && (value === 0 || kind !== 'press')) return;
      this.#learned(target, { target, ...control }, rest);
      // The press that taught it does not do it, too.
      if (control.note) this.#pressed.set(target, true);
      return;
    }
    for (const each of this.list) if (same(each, control)) this.#apply(each.target, value);
  }

  #learned(target: string, control: MidiControl, rest: readonly string[]): void {
    this.#keep(replaced(this.list, [control]), {
      code: 'control_learn',
      name: this.#titleOf(target),
    });
    this.learning = rest;
    this.#used = control;
    if (rest.length > 0) return this.#say();
    const { toasts, desk } = this.#session;
    const name = this.#titleOf(target);
    const learned = control.note ? m.midi_learned_note : m.midi_learned;
    toasts.say(
      () => learned({ name, n: control.controller, channel: control.channel + 1 }),
      desk.undoAction(),
    );
  }

  #apply(id: string, value: number): void {
    const target = TARGETS.find((each) => each.id === id);
    if (target === undefined) return;
    if (target.kind === 'press') {
      const down = value >= DOWN;
      if (this.#pressed.get(id) !== down) target.press(this.#session, down);
      this.#pressed.set(id, down);
      return;
    }
    const now = target.value(this.#session);
    if (now === null) return;
    const at = value / 127;
    const { knob, set } = turned(this.#knobs.get(id) ?? UNTOUCHED, at, now);
    const jumps = !this.#session.preferences.pickUp;
    this.#knobs.set(id, jumps ? { at, set: at } : knob);
    if (jumps) target.move(this.#session, at);
    else if (set !== null) target.move(this.#session, set);
  }

  #titleOf(target: string): string {
    return titleOf(TARGETS.find(({ id }) => id === target));
  }

  #keep(midiMap: readonly MidiControl[], label: Label): void {
    this.#session.workspace.edit(label, (project) => ({ ...project, midiMap }));
  }

  #say(): void {
    const [target] = this.learning;
    const { toasts } = this.#session;
    if (target === undefined) return toasts.dismiss();
    toasts.ask(() => m.midi_learn_move({ name: this.#titleOf(target) }), {
      title: m.midi_learn_cancel,
      run: () => this.cancel(),
    });
  }
}

/** What a message moves and to where, 0 to 127: a controller, or a key that is pressed (127) or let go. */
function movedBy(bytes: Uint8Array): (Omit<MidiControl, 'target'> & { value: number }) | null {
  const [status = 0, controller = 0, value = 0] = bytes;
  const [kind, channel] = [status & 0xf0, status & 0x0f];
  if (kind === NOTE_ON || kind === NOTE_OFF) {
    const down = kind === NOTE_ON && value > 0;
    return { channel, controller, note: true, value: down ? 127 : 0 };
  }
  return kind === CONTROL && controller < MODE_MESSAGES ? { channel, controller, value } : null;
}

const same = (
  one: Omit<MidiControl, 'target'>,
  { channel, controller, note }: Omit<MidiControl, 'target'>,
): boolean => one.channel === channel && one.controller === controller && one.note === note;

const titleOf = (target: Target | undefined): string => target?.title() ?? '';

/** The map with some controls taken over: a target has one control; a control may move several targets. */
function replaced(
  before: readonly MidiControl[],
  fresh: readonly MidiControl[],
): readonly MidiControl[] {
  const targets = new Set(fresh.map(({ target }) => target));
  return [...before.filter(({ target }) => !targets.has(target)), ...fresh];
}
