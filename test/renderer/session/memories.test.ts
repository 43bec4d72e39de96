/** Memories and views of the map: a place that was kept is found again, and an overwritten one is not lost. */
import { expect, it } from 'vitest';
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
