/** Version 2: what a musician set up belongs to her project, so that it opens elsewhere as it was left. */
import { all, at, each, filled, values, type Change, type Migration } from './migration.ts';

/** Files from before lanes had a voice, a side and a room lack these too. */
const sound = filled({ voice: null, pan: 0, reverb: null, route: null });
const lane = all(sound, filled({ events: [] }));
const sketch = all(filled({ markers: [] }), at('lanes', each(lane)));
const model = filled({ starred: false, at: null, parent: null });
const mix = at('mix', values(sound));

/** Items that went and came. */
function listed(item: Change): Change {
  const placed = each(at('item', item));
  return all(at('removed', placed), at('added', placed));
}

/** From version 1. */
export const TO_2: Migration = {
  to: 2,
  title:
    'memories, paths and the pad; snapshots; ports of lanes and controls of devices; markers; what is known of models',
  project: all(
    filled({ memories: [], paths: [], pad: null, midiMap: [], snapshots: [] }),
    mix,
    at('models', each(model)),
    at('sketches', each(sketch)),
  ),
  entry: at(
    'patch',
    all(
      filled({ snapshots: null }),
      at('fields', values(mix)),
      at('models', listed(model)),
      at('sketches', listed(sketch)),
      at('changed', each(at('lanes', listed(lane)))),
    ),
  ),
};
