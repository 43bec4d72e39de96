/** Takes tracks that hold several instruments apart, so that each track can have one role. */
import { DRUM_CHANNEL, type Channel } from '../note.ts';
import type { KeptEvent, Track } from '../piece.ts';

/** The channels on which a track has notes, in order. */
export function channelsOf(track: Pick<Track, 'notes'>): readonly Channel[] {
  const used = new Set<Channel>();
  for (const note of track.notes) used.add(note.channel);
  return [...used].sort((a, b) => a - b);
}

/** The channel a kept event is for, or null where it is for all. */
function channelOf(event: KeptEvent): Channel | null {
  const status = event.bytes[0] ?? 0xff;
  return status < 0xf0 ? status & 15 : null;
}

function splitTrack(track: Track, channels: readonly Channel[]): readonly Track[] {
  const [first] = channels;
  return channels.map((channel) => ({
    name: `${track.name} ${channel + 1}`.trim(),
    notes: track.notes.filter((note) => note.channel === channel),
    events: track.events.filter((event) => {
      const own = channelOf(event);
      return own === channel || (channel === first && (own === null || !channels.includes(own)));
    }),
    end: track.end,
    ...(channel === first ? {} : { continues: true as const }),
  }));
}

/**
 * One track a channel: of every track where `all`, else only of those that mix drums (channel 10) with other channels.
 * Events for no channel, or for one without notes, stay with the first. The others stay as they are.
 */
export function splitMixedTracks(tracks: readonly Track[], all: boolean): readonly Track[] {
  return tracks.flatMap((track) => {
    const channels = channelsOf(track);
    const apart = channels.length > 1 && (all || channels.includes(DRUM_CHANNEL));
    return apart ? splitTrack(track, channels) : [track];
  });
}
