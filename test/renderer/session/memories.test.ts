/** Memories and views of the map: a place that was kept is found again, and an overwritten one is not lost. */
import { expect, it } from 'vitest';
import { principalView } from '#main/engine/answering/lens.ts';
import { emptyMemory, pressMemory } from '#renderer/session/recall.ts';
import { silentSession } from '../silent-session.ts';

it('brings the hand back to a place that was kept', () => {
  const { session } = silentSession();
  pressMemory(session, 'A', false);
  expect(session.memories.of('A'), 'the hand was nowhere yet').toBeNull();
  session.ideas.move({ x: 0.25, y: -0.5 });
  pressMemory(session, 'A', false);
  session.ideas.move({ x: 0.9, y: 0.9 });
  expect(session.memories.slots[0]?.chosen).toBe(false);
  pressMemory(session, 'A', false);
  expect(session.ideas.pad.cursor).toEqual({ x: 0.25, y: -0.5 });
  expect(session.memories.slots[0]?.chosen).toBe(true);
});

it('gives back what was overwritten or emptied', () => {
  const { session } = silentSession();
  session.ideas.move({ x: 0.1, y: 0.1 });
  pressMemory(session, 'H', false);
  session.ideas.move({ x: 0.2, y: 0.2 });
  pressMemory(session, 'H', true);
  expect(session.memories.of('H')?.place.x).toBe(0.2);
  session.toasts.current?.action?.run();
  expect(session.memories.of('H')?.place.x).toBe(0.1);
  emptyMemory(session, 'H');
  expect(session.memories.of('H')).toBeNull();
  session.toasts.current?.action?.run();
  expect(session.memories.of('H')?.place.x).toBe(0.1);
});

it('places segments by the two ways in which they differ most, whatever else they hold', () => {
  const mean = (...values: number[]): { mean: Float32Array } => ({
    mean: Float32Array.from(values),
  });
  const places = principalView([mean(0, 5, 0), mean(0, -5, 0), mean(1, 0, 0), mean(-1, 0, 0)]);
  expect(Math.abs(places[0]?.x ?? 0)).toBeCloseTo(0.95);
  expect(places[0]?.x).toBeCloseTo(-(places[1]?.x ?? 0));
  expect(Math.abs(places[2]?.y ?? 0)).toBeCloseTo(0.19);
  expect(principalView([])).toEqual([]);
});
