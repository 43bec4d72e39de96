/** What a part's lane is called. */
import type { Part } from '#main/music/part.ts';
import { m } from '#resources/messages/compiled/messages.js';

const LANE_NAMES: Readonly<Record<Part, () => string>> = {
  melody: m.mixer_lane_melody,
  chords: m.mixer_lane_chords,
  bass: m.mixer_lane_bass,
  drums: m.mixer_lane_drums,
  all: m.mixer_lane_all,
};

/** The name of a part's lane in the language of the moment. */
export function laneName(part: Part): string {
  return LANE_NAMES[part]();
}
