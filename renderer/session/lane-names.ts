/** What a lane is called. */
import type { Lane } from '#main/project/project.ts';
import { PARTS, type Part } from '#main/music/part.ts';
import { m } from '#resources/messages/compiled/messages.js';

const LANE_NAMES: Readonly<Record<Part, () => string>> = {
  melody: m.mixer_lane_melody,
  chords: m.mixer_lane_chords,
  bass: m.mixer_lane_bass,
  drums: m.mixer_lane_drums,
  all: m.mixer_lane_all,
};

const isPart = (name: string): name is Part => ['all', ...PARTS].some((part) => part === name);

/** The name of a lane; one that nobody named is called by its part, in the language of the moment. */
export function laneName({ name }: Pick<Lane, 'name'>): string {
  return isPart(name) ? LANE_NAMES[name]() : name;
}
