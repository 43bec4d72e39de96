/** Ids for ports that a system knows by name only: two devices of one make must not be taken for each other. */
import type { MidiPort } from '#main/protocol/midi.ts';

/**
 * The first of a name has it as its id, so that a route finds a device again by name; the next ones are numbered.
 * @example
 * namedPorts(['Synth', 'Synth']) // [{ id: 'Synth', name: 'Synth' }, { id: 'Synth #2', name: 'Synth #2' }]
 */
export function namedPorts(names: readonly string[]): readonly MidiPort[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let id = name;
    for (let count = 2; taken.has(id); count += 1) id = `${name} #${count}`;
    taken.add(id);
    return { id, name: id };
  });
}
