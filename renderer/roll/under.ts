/** What can lie under the notes: velocities, or one controller of the lane; each with its name. */
import { controlsOf, type Control } from '#main/project/controls.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { RollLane } from './view.ts';

/** What lies under the notes. */
export type Under = 'velocity' | Control;

/** The control under the notes, or null. */
export function controlUnder(under: Under): Control | null {
  return under === 'velocity' ? null : under;
}

/** What there always is to choose; whatever else a lane moves is added. */
const USUAL: readonly Under[] = ['velocity', 'bend', 1, 7, 10, 11, 64];

/** What can be chosen for a lane. */
export function undersOf(lane: RollLane | null, now: Under): readonly Under[] {
  const { events = [], channel = null } = lane ?? {};
  return [...new Set<Under>([...USUAL, ...controlsOf({ events, channel }), now])];
}

/** The name of a control. */
export function underName(under: Under): string {
  if (under === 'velocity') return m.roll_velocity();
  if (under === 'bend') return m.roll_under_bend();
  if (under === 'pressure') return m.roll_under_pressure();
  const named = new Map([
    [1, m.roll_under_modulation],
    [7, m.roll_under_volume],
    [10, m.roll_under_pan],
    [11, m.roll_under_expression],
    [64, m.roll_under_pedal],
  ]).get(under);
  return named === undefined ? m.roll_under_cc({ n: under }) : named();
}

/** A few letters that fit under the keyboard. */
export function underSign(under: Under): string {
  if (under === 'velocity') return m.roll_under_sign_velocity();
  if (under === 'bend') return m.roll_under_sign_bend();
  return under === 'pressure' ? m.roll_under_sign_pressure() : `CC ${String(under)}`;
}
